"""A notebook exported as it is: plots, prints, a little training at the bottom, odd imports."""

# In[1]:
import os
import sys
import time

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from scipy.special import softmax as scipy_softmax
from tqdm import tqdm

# get_ipython().run_line_magic('matplotlib', 'inline')

# In[2]:


def random_weight_init(indim, outdim):
    bound = np.sqrt(6.0 / (indim + outdim))
    return np.random.uniform(-bound, bound, (outdim, indim))


def zeros_bias_init(outdim):
    return np.zeros((outdim, 1))


def labels2onehot(labels):
    return np.array([[i == lab for i in range(12)] for lab in labels]).astype(np.int64)


# In[3]:


class Transform:
    def forward(self, x, train=True):
        pass

    def backward(self, grad_wrt_out):
        pass

    def step(self):
        pass

    def zerograd(self):
        pass


class ReLU(Transform):
    def __init__(self, dropout_probability=0):
        super(ReLU, self).__init__()
        self.dropout_probability = dropout_probability

    def forward(self, x, train=True):
        self.input = np.array(x)
        if train:
            self.mask = (np.random.uniform(0, 1, x.shape) > self.dropout_probability).astype(int)
        else:
            self.mask = 1 - self.dropout_probability
        return np.maximum(0, x) * self.mask

    def backward(self, grad_wrt_out):
        relu_grad = np.zeros_like(self.input)
        relu_grad[self.input > 0] = 1
        return grad_wrt_out * relu_grad * self.mask


class LinearMap(Transform):
    def __init__(self, indim, outdim, alpha=0, lr=0.01):
        super(LinearMap, self).__init__()
        self.indim, self.outdim = indim, outdim
        self.alpha, self.lr = alpha, lr
        self.loadparams(random_weight_init(indim, outdim), zeros_bias_init(outdim))
        self.zerograd()
        self.momentum_W, self.momentum_b = 0, 0

    def forward(self, x, train=True):
        self.x = np.array(x)
        return self.W @ x + self.b

    def backward(self, grad_wrt_out):
        self.grad_W = self.grad_W + grad_wrt_out @ self.x.T
        self.grad_b = self.grad_b + np.sum(grad_wrt_out, axis=1, keepdims=True)
        return self.W.T @ grad_wrt_out

    def step(self):
        self.momentum_W = self.alpha * self.momentum_W + self.grad_W
        self.momentum_b = self.alpha * self.momentum_b + self.grad_b
        self.W = self.W - self.lr * self.momentum_W
        self.b = self.b - self.lr * self.momentum_b

    def zerograd(self):
        self.grad_W = np.zeros([self.outdim, self.indim])
        self.grad_b = np.zeros([self.outdim, 1])

    def getW(self):
        return self.W

    def getb(self):
        return self.b

    def loadparams(self, w, b):
        self.W = np.copy(w)
        self.b = np.copy(b)


# In[4]:


class SoftmaxCrossEntropyLoss:
    def forward(self, logits, labels):
        self.logits = np.array(logits)
        self.labels = np.array(labels)
        self.probs = np.exp(logits - np.max(logits, axis=0, keepdims=True))
        total = np.sum(self.probs, axis=0, keepdims=True)
        self.probs = self.probs / total
        logp = logits - np.max(logits, axis=0, keepdims=True) - np.log(total)
        self.loss = -np.mean(np.sum(logp * labels, axis=0))
        return self.loss

    def backward(self):
        return (self.probs - self.labels) / self.labels.shape[1]

    def getAccu(self):
        pred = np.argmax(self.logits, axis=0)
        true = np.argmax(self.labels, axis=0)
        return np.sum(pred == true) / len(true)


# In[5]:


class SingleLayerMLP(Transform):
    def __init__(self, indim, outdim, hiddenlayer=100, alpha=0.1, dropout_probability=0, lr=0.01):
        super(SingleLayerMLP, self).__init__()
        self.layer1 = LinearMap(indim, hiddenlayer, alpha, lr)
        self.relu1 = ReLU(dropout_probability)
        self.layer2 = LinearMap(hiddenlayer, outdim, alpha, lr)

    def forward(self, x, train=True):
        x = self.layer1.forward(x, train)
        x = self.relu1.forward(x, train)
        x = self.layer2.forward(x, train)
        return x

    def backward(self, grad_wrt_out):
        grad = self.layer2.backward(grad_wrt_out)
        grad = self.relu1.backward(grad)
        grad = self.layer1.backward(grad)
        return grad

    def step(self):
        self.layer1.step()
        self.layer2.step()

    def zerograd(self):
        self.layer1.zerograd()
        self.layer2.zerograd()

    def loadparams(self, Ws, bs):
        self.layer1.loadparams(Ws[0], bs[0])
        self.layer2.loadparams(Ws[1], bs[1])

    def getWs(self):
        return [self.layer1.getW(), self.layer2.getW()]

    def getbs(self):
        return [self.layer1.getb(), self.layer2.getb()]


class TwoLayerMLP(Transform):
    def __init__(
        self, indim, outdim, hiddenlayers=[100, 100], alpha=0.1, dropout_probability=0, lr=0.01
    ):
        super(TwoLayerMLP, self).__init__()
        self.layer1 = LinearMap(indim, hiddenlayers[0], alpha, lr)
        self.relu1 = ReLU(dropout_probability)
        self.layer2 = LinearMap(hiddenlayers[0], hiddenlayers[1], alpha, lr)
        self.relu2 = ReLU(dropout_probability)
        self.layer3 = LinearMap(hiddenlayers[1], outdim, alpha, lr)

    def forward(self, x, train=True):
        x = self.relu1.forward(self.layer1.forward(x, train), train)
        x = self.relu2.forward(self.layer2.forward(x, train), train)
        return self.layer3.forward(x, train)

    def backward(self, grad_wrt_out):
        grad = self.layer3.backward(grad_wrt_out)
        grad = self.layer2.backward(self.relu2.backward(grad))
        return self.layer1.backward(self.relu1.backward(grad))

    def step(self):
        for layer in [self.layer1, self.layer2, self.layer3]:
            layer.step()

    def zerograd(self):
        for layer in [self.layer1, self.layer2, self.layer3]:
            layer.zerograd()

    def loadparams(self, Ws, bs):
        self.layer1.loadparams(Ws[0], bs[0])
        self.layer2.loadparams(Ws[1], bs[1])
        self.layer3.loadparams(Ws[2], bs[2])

    def getWs(self):
        return [self.layer1.getW(), self.layer2.getW(), self.layer3.getW()]

    def getbs(self):
        return [self.layer1.getb(), self.layer2.getb(), self.layer3.getb()]


# In[6]: does it learn?

net = SingleLayerMLP(4, 3, 5, lr=0.1)
loss_fn = SoftmaxCrossEntropyLoss()
X = np.random.randn(4, 30)
Y = np.eye(3)[np.argmax(X[:3], axis=0)].T
history = []
for epoch in range(20):
    net.zerograd()
    history.append(loss_fn.forward(net.forward(X), Y))
    net.backward(loss_fn.backward())
    net.step()
print("loss", history[0], "->", history[-1], "accuracy", loss_fn.getAccu())

plt.figure(figsize=(6, 4))
plt.plot(history, label="train")
plt.xlabel("epoch")
plt.legend()
plt.savefig("learning_curve.png")
plt.show()

# In[7]:

if __name__ == "__main__":
    data = pd.read_pickle(os.path.join("data", "omniglot_12.pkl"))
    start = time.time()
    for epoch in tqdm(range(200)):
        pass
    print(time.time() - start, file=sys.stderr)
