from torch import nn


class Model(nn.Module):
    def __init__(self, d, h, k):
        super().__init__()
        self.first, self.second = nn.Linear(d, h), nn.Linear(h, k)

    def forward(self, x):
        return self.second(self.first(x).relu())
