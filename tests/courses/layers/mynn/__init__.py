from .activation import Sigmoid, Tanh
from .linear import Linear
from .loss import CrossEntropy
from .optim import SGD

__all__ = ["SGD", "CrossEntropy", "Linear", "Sigmoid", "Tanh"]
