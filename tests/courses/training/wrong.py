"""Mistakes: in which file of the reference, what becomes what, and the questions it costs."""

WRONG = {
    "no activation": ("model.py", ".relu()", "", "1 3 4"),
    "softmax in the model": ("model.py", "return self.second(self.first(x).relu())",
                             "return self.second(self.first(x).relu()).softmax(1)", "1 3 4"),
    "the wrong axis": ("train.py", "argmax(dim=1)", "argmax(dim=0)[: len(y)]", "2"),
    "gradients are never cleared": ("train.py", "optimizer.zero_grad()", "pass", "3"),
    "no step": ("train.py", "optimizer.step()", "pass", "3 4"),
    "another optimizer": ("train.py", "torch.optim.SGD", "torch.optim.Adam", "3 4"),
    "evaluation learns": ("train.py", "    net.eval()", "    fit(net, x, y, 0.1, 1)", "4"),
    "the loss after the step": ("train.py", "losses.append(loss.item())",
                                "losses.append(evaluate(net, x, y))", "3"),
}
