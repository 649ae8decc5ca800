import torch, torch.nn as nn
device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
def Model(in_dim, hidden, out):
    return nn.Sequential(nn.Linear(in_dim, hidden), nn.ReLU(), nn.Linear(hidden, out)).to(device)
