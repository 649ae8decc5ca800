"""How the submitted module is exercised. This file runs beside the student's code.

Gradients are seen through the public interface: one step from known parameters with the default
rate, so that the names of a student's own attributes don't matter.
"""

import numpy as np

RATE = 0.01  # the default learning rate that the homework gives


def construct(construction, x, y):
    """step_network(x, y): the weights W, b and a of as many step units as there are points."""
    W, b, a = construction.step_network(x, y)
    return {"W": W, "b": b, "a": a}


def _linear(mlp, W, b, **options):
    layer = mlp.LinearMap(W.shape[1], W.shape[0], **options)
    layer.loadparams(W.copy(), b.copy())
    return layer


def _parameters(layer):
    return np.array(layer.getW()), np.array(layer.getb())


def _observe(layer, x, upstream):
    """Forward, backward, and one step that shows the parameters' gradients."""
    W, b = _parameters(layer)
    out = np.array(layer.forward(x))
    dx = np.array(layer.backward(upstream))
    layer.step()
    W_after, b_after = _parameters(layer)
    return {"out": out, "dx": dx, "dW": (W - W_after) / RATE, "db": (b - b_after) / RATE}


def linear(mlp, W, b, x, upstream):
    """LinearMap: loadparams, forward, backward, and step (rate 0.01) to see the gradients."""
    return _observe(_linear(mlp, W, b), x, upstream)


def momentum(mlp, W, b, x, upstream, alpha, lr):
    """LinearMap(alpha, lr): three times zerograd, forward, backward, step; W and b after each."""
    layer = _linear(mlp, W, b, alpha=alpha, lr=lr)
    seen = {}
    for number in (1, 2, 3):
        layer.zerograd()
        layer.forward(x * number)
        layer.backward(upstream)
        layer.step()
        seen[f"W_after_step_{number}"], seen[f"b_after_step_{number}"] = _parameters(layer)
    return seen


def plain_step(mlp, W, b, x, upstream, lr):
    """LinearMap(alpha=0, lr): forward, backward, step."""
    layer = _linear(mlp, W, b, alpha=0, lr=lr)
    layer.forward(x)
    layer.backward(upstream)
    layer.step()
    W_after, b_after = _parameters(layer)
    return {"W_after_step": W_after, "b_after_step": b_after}


def relu(mlp, x, upstream):
    """ReLU(): forward, backward."""
    layer = mlp.ReLU()
    out = np.array(layer.forward(x))
    return {"out": out, "dx": layer.backward(upstream)}


def relu_at_zero(mlp, x):
    """ReLU(): forward, with zeros among the inputs."""
    return {"out": mlp.ReLU().forward(x)}


def loss(mlp, logits, labels):
    """SoftmaxCrossEntropyLoss: forward(logits, labels), backward()."""
    criterion = mlp.SoftmaxCrossEntropyLoss()
    value = criterion.forward(logits, labels)
    return {"loss": value, "dlogits": criterion.backward()}


def accuracy(mlp, logits, labels):
    """SoftmaxCrossEntropyLoss: forward(logits, labels), getAccu()."""
    criterion = mlp.SoftmaxCrossEntropyLoss()
    criterion.forward(logits, labels)
    return {"accuracy": criterion.getAccu()}


def dropout(mlp, x, p, upstream):
    """ReLU(p): forward in training, backward, forward in evaluation."""
    layer = mlp.ReLU(p)
    trained = np.array(layer.forward(x, train=True))
    dx = np.array(layer.backward(upstream))
    again = np.array(layer.forward(x, train=True))
    state = np.random.get_state()[1:3]
    evaluated = np.array(layer.forward(x, train=False))
    after = np.random.get_state()[1:3]
    drew = not (np.array_equal(state[0], after[0]) and state[1] == after[1])
    return {"trained": trained, "dx": dx, "again": again, "evaluated": evaluated, "drew": drew}


def dropout_draws(mlp, x, p):
    """ReLU(p): what numpy's generator gives next, after training and after evaluation."""
    layer = mlp.ReLU(p)
    layer.forward(x, train=True)
    after_training = np.random.random()
    layer.forward(x, train=False)
    return {
        "next_draw_after_training": after_training,
        "next_draw_after_evaluation": np.random.random(),
    }


def initial(mlp, indim, outdim):
    """random_weight_init and zeros_bias_init."""
    return {
        "W": mlp.random_weight_init(indim, outdim),
        "b": mlp.zeros_bias_init(outdim),
    }


def constructed(mlp, indim, outdim):
    """Two new LinearMaps."""
    (W, b), (other, _) = (_parameters(mlp.LinearMap(indim, outdim)) for _ in range(2))
    return {"W": W, "b": b, "W_of_another": other}


def _constructed(network):
    return {"largest_bias": max(np.abs(b).max() for b in network.getbs())}


def single_constructed(mlp, indim, outdim):
    """SingleLayerMLP(indim, outdim): the largest of its biases."""
    return _constructed(mlp.SingleLayerMLP(indim, outdim))


def two_constructed(mlp, indim, outdim):
    """TwoLayerMLP(indim, outdim): the largest of its biases."""
    return _constructed(mlp.TwoLayerMLP(indim, outdim))


def labels(mlp, numbers):
    """labels2onehot."""
    return {"onehot": mlp.labels2onehot(numbers)}


def _single(mlp, W1, W2, **options):
    return mlp.SingleLayerMLP(W1.shape[1], W2.shape[0], W1.shape[0], **options)


def _two(mlp, W1, W2, W3, **options):
    return mlp.TwoLayerMLP(W1.shape[1], W3.shape[0], [W1.shape[0], W2.shape[0]], **options)


def _copies(arrays):
    return [array.copy() for array in arrays]


def _network(network, Ws, bs, x, upstream):
    """Forward, backward, and a step that shows each parameter's gradient."""
    network.loadparams(_copies(Ws), _copies(bs))
    Ws, bs = _copies(network.getWs()), _copies(network.getbs())
    seen = {"logits": np.array(network.forward(x))}
    network.backward(upstream)
    network.step()
    for number, (before, after) in enumerate(zip(Ws, network.getWs()), start=1):
        seen[f"dW{number}"] = (before - after) / RATE
    for number, (before, after) in enumerate(zip(bs, network.getbs()), start=1):
        seen[f"db{number}"] = (before - after) / RATE
    return seen


def single(mlp, W1, b1, W2, b2, x, upstream):
    """SingleLayerMLP: loadparams, forward, backward, and step to see the gradients."""
    return _network(_single(mlp, W1, W2), [W1, W2], [b1, b2], x, upstream)


def two(mlp, W1, b1, W2, b2, W3, b3, x, upstream):
    """TwoLayerMLP: loadparams, forward, backward, and step to see the gradients."""
    return _network(_two(mlp, W1, W2, W3), [W1, W2, W3], [b1, b2, b3], x, upstream)


def _evaluated(network, Ws, bs, x):
    network.loadparams(_copies(Ws), _copies(bs))
    network.forward(x, train=True)
    return {"logits_in_evaluation": network.forward(x, train=False)}


def single_evaluated(mlp, W1, b1, W2, b2, x, p):
    """SingleLayerMLP(dropout_probability=p): forward in training, then with train=False."""
    return _evaluated(_single(mlp, W1, W2, dropout_probability=p), [W1, W2], [b1, b2], x)


def two_evaluated(mlp, W1, b1, W2, b2, W3, b3, x, p):
    """TwoLayerMLP(dropout_probability=p): forward in training, then with train=False."""
    network = _two(mlp, W1, W2, W3, dropout_probability=p)
    return _evaluated(network, [W1, W2, W3], [b1, b2, b3], x)


def _stepped(network, Ws, bs, x, upstream):
    network.loadparams(_copies(Ws), _copies(bs))
    for number in (1, 2, 3):
        network.zerograd()
        network.forward(x * number)
        network.backward(upstream)
        network.step()
    seen = {f"W{k}_after_3_steps": np.array(W) for k, W in enumerate(network.getWs(), start=1)}
    return seen | {f"b{k}_after_3_steps": np.array(b) for k, b in enumerate(network.getbs(), 1)}


def single_stepped(mlp, W1, b1, W2, b2, x, upstream, alpha, lr):
    """SingleLayerMLP(alpha, lr): three times zerograd, forward, backward, step."""
    network = _single(mlp, W1, W2, alpha=alpha, lr=lr)
    return _stepped(network, [W1, W2], [b1, b2], x, upstream)


def two_stepped(mlp, W1, b1, W2, b2, W3, b3, x, upstream, alpha, lr):
    """TwoLayerMLP(alpha, lr): three times zerograd, forward, backward, step."""
    network = _two(mlp, W1, W2, W3, alpha=alpha, lr=lr)
    return _stepped(network, [W1, W2, W3], [b1, b2, b3], x, upstream)


def shared_parameters(mlp, W, b, x, upstream):
    """Two LinearMaps load the same arrays; one takes a step: the other must not move."""
    one, other = mlp.LinearMap(W.shape[1], W.shape[0]), mlp.LinearMap(W.shape[1], W.shape[0])
    one.loadparams(W, b)
    other.loadparams(W, b)
    one.forward(x)
    one.backward(upstream)
    one.step()
    W_other, b_other = _parameters(other)
    return {"W_after_its_step": one.getW(), "W_of_the_other": W_other, "b_of_the_other": b_other}


def loaded_lists(mlp, W1, b1, W2, b2, W3, b3, x, upstream):
    """TwoLayerMLP: loadparams(Ws, bs) and a step: do the lists hold what they held?"""
    Ws, bs = [W1, W2, W3], [b1, b2, b3]
    network = _two(mlp, *Ws)
    network.loadparams(Ws, bs)
    network.forward(x)
    network.backward(upstream)
    network.step()
    same = [a is b for a, b in zip([*Ws, *bs], [W1, W2, W3, b1, b2, b3])]
    return {"entries_that_stayed": sum(same)}


def replay(mlp, train_x, train_y, test_x, test_y, order, batch):
    """An epoch of TwoLayerMLP with 60 units in both layers, momentum 0.4, lr 0.001."""
    network = mlp.TwoLayerMLP(len(train_x), len(train_y), [60, 60], alpha=0.4, lr=0.001)
    criterion = mlp.SoftmaxCrossEntropyLoss()
    for start in range(0, len(order), batch):
        chosen = order[start : start + batch]
        network.zerograd()
        logits = network.forward(train_x[:, chosen].astype(float), train=True)
        criterion.forward(logits, train_y[:, chosen])
        network.backward(criterion.backward())
        network.step()
    curves = {}
    for part, images, labels in (("train", train_x, train_y), ("test", test_x, test_y)):
        some = slice(0, 1000)  # of them all, to save time
        logits = network.forward(images[:, some].astype(float), train=False)
        curves[f"{part}_loss"] = float(criterion.forward(logits, labels[:, some]))
    return curves


def train(mlp, data, W1, b1, W2, b2, W3, b3, orders, batch, alpha, lr):
    """A training loop: TwoLayerMLP, shuffled minibatches, an entry of each curve an epoch."""
    network = _two(mlp, W1, W2, W3, alpha=alpha, lr=lr)
    network.loadparams(_copies([W1, W2, W3]), _copies([b1, b2, b3]))
    criterion = mlp.SoftmaxCrossEntropyLoss()
    curves = {"train_loss": [], "train_accuracy": [], "test_loss": [], "test_accuracy": []}
    for order in orders:
        for start in range(0, len(order), batch):
            chosen = order[start : start + batch]
            network.zerograd()
            logits = network.forward(data["train_x"][:, chosen], train=True)
            criterion.forward(logits, data["train_y"][:, chosen])
            network.backward(criterion.backward())
            network.step()
        for part in ("train", "test"):
            logits = network.forward(data[f"{part}_x"], train=False)
            loss = np.asarray(criterion.forward(logits, data[f"{part}_y"]))
            curves[f"{part}_loss"].append(loss.item())
            curves[f"{part}_accuracy"].append(np.asarray(criterion.getAccu()).item())
    return curves
