#!/usr/bin/env python3
"""The same network as LearningFigures.cs in PyTorch: checks the loss, then prints training windows a second.

    dotnet run -c Release --project benchmarks/Quartermaster.Benchmarks -- learning artifacts/learning
    sudo apt-get install python3-torch
    python3 benchmarks/learning_peer.py artifacts/learning
"""
import json
import sys
import time

import numpy as np
import torch
import torch.nn.functional as F

folder = sys.argv[1]
shape = json.load(open(f"{folder}/network.json"))
torch.set_num_threads(1)


def read(name, *sizes):
    return torch.from_numpy(np.fromfile(f"{folder}/{name}.f32", dtype=np.float32).reshape(*sizes).copy())


window, forks, horizons = shape["Window"], shape["Forks"], shape["Horizons"]
channels, units, local = shape["Channels"], shape["GlobalUnits"], shape["LocalUnits"]
past_size, day_size, product_size = shape["PastFeatures"], shape["DayFeatures"], shape["ProductFeatures"]
levels = torch.tensor(shape["Levels"])
read_size = past_size + day_size + product_size
first = window - forks


class Net(torch.nn.Module):
    """Layers as a PyTorch user would write them: convolutions over time, one linear layer per decoder."""

    def __init__(self):
        super().__init__()

        def linear(name, bias, inputs, outputs):
            layer = torch.nn.Linear(inputs, outputs, bias=bias is not None)
            layer.weight.data = read(name, inputs, outputs).t().contiguous()
            if bias is not None:
                layer.bias.data = read(bias, outputs)
            return layer

        self.read = linear("read", "read bias", read_size, channels)
        self.encoder = torch.nn.ModuleList()
        for i, dilation in enumerate(shape["Dilations"]):
            layer = torch.nn.Conv1d(channels, channels, 2, dilation=dilation)
            near = read(f"encoder {i} near", channels, channels).t()
            far = read(f"encoder {i} far", channels, channels).t()
            layer.weight.data = torch.stack([far, near], dim=2).contiguous()
            layer.bias.data = read(f"encoder {i} bias", channels)
            self.encoder.append(layer)
        self.globals = linear("global", "global bias", channels + product_size, units)
        self.by_horizon = linear("by horizon", "horizon bias", units, horizons * local)
        self.by_fork = linear("by fork", None, units, local)
        self.by_day = linear("by day", None, day_size, local)
        self.local = linear("local", "local bias", local, local)
        self.levels = linear("levels", "levels bias", local, len(levels))

    def forward(self, past, days, product):
        batch = past.shape[0]
        repeated = product[:, None, :]
        state = F.elu(self.read(torch.cat([past, days[:, :window], repeated.expand(-1, window, -1)], 2)))
        state = state.transpose(1, 2)
        for layer in self.encoder:
            heard = F.elu(layer(F.pad(state, (layer.dilation[0], 0))))
            state = state + heard
        forked = torch.cat([state.transpose(1, 2)[:, first:], repeated.expand(-1, forks, -1)], 2)
        decoded = F.elu(self.globals(forked))
        future = self.by_day(days).unfold(1, horizons, 1)[:, first + 1:first + 1 + forks].transpose(2, 3)
        joined = (self.by_horizon(decoded).view(batch, forks, horizons, local)
                  + self.by_fork(decoded)[:, :, None, :] + future)
        rises = self.levels(F.elu(self.local(F.elu(joined))))
        return torch.cumsum(torch.cat([rises[..., :1], F.softplus(rises[..., 1:])], -1), -1)


def pinball(quantiles, actuals):
    error = actuals[..., None] - quantiles
    return torch.maximum(levels * error, (levels - 1) * error).sum()


net = Net()
past, days = read("past", 1, window, past_size), read("days", 1, window + horizons, day_size)
product, actuals = read("product", 1, product_size), read("actuals", 1, forks, horizons)
loss = float(pinball(net(past, days, product), actuals))
off = abs(loss - shape["Loss"]) / shape["Loss"]
print(f"loss {loss:.4f}, ours {shape['Loss']:.4f}: {off:.1e} apart")
if off > 1e-5:
    sys.exit("The two networks differ.")

adam = torch.optim.Adam(net.parameters(), lr=1e-6)
best = 0.0
for batch in (1, 8, 16, 48):
    inputs = [t.expand(batch, *t.shape[1:]).contiguous() for t in (past, days, product, actuals)]
    done, start = 0, None
    while start is None or time.process_time() - start < 6:
        adam.zero_grad()
        pinball(net(*inputs[:3]), inputs[3]).backward()
        adam.step()
        done += batch
        if start is None and done >= 2 * batch:
            done, start = 0, time.process_time()
    rate = done / (time.process_time() - start)
    best = max(best, rate)
    print(f"batches of {batch}: {rate:.0f} windows a processor second")
print(f"PyTorch {torch.__version__}: {best:.0f} windows a processor second at best")
