from mynn.modules import *
from mynn.modules import Linear, Sigmoid, Tanh
from mynn.optim.sgd import SGD
from mynn.criterion import SoftmaxCrossEntropy as CrossEntropy
