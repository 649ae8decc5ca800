from autodiff.engine.core import Tensor
from autodiff.nn.activations import relu, exp
print("autodiff loaded")
