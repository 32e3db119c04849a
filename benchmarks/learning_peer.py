#!/usr/bin/env python3
"""The network of PeerFigures.cs in PyTorch, from the same weights on the same windows: losses of the first steps,
then windows trained and series forecast a processor second. The command "learning-peer" of the benchmarks calls it.
"""
import itertools
import json
import os
import sys
import time

import numpy as np
import torch
import torch.nn.functional as F

folder, seconds = sys.argv[1], float(sys.argv[2])
shape = json.load(open(f"{folder}/network.json"))
torch.set_num_threads(1)


def read(name, *sizes):
    return torch.from_numpy(np.fromfile(f"{folder}/{name}.f32", dtype=np.float32).reshape(*sizes).copy())


window, forks, horizons = shape["Window"], shape["Forks"], shape["Horizons"]
channels, units, local = shape["Channels"], shape["GlobalUnits"], shape["LocalUnits"]
past_size, day_size, product_size = shape["PastFeatures"], shape["DayFeatures"], shape["ProductFeatures"]
levels = torch.tensor(shape["Levels"])
read_size = past_size + day_size + product_size


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

    def forward(self, past, days, product, window, forks):
        batch, first = past.shape[0], window - forks
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


def rate(seconds, run):
    """How much is done a processor second, after two times that do not count."""
    run(), run()
    done, start = 0, time.process_time()
    while time.process_time() - start < seconds:
        done += run()
    return done / (time.process_time() - start)


def train(at, batch, rate_of_learning):
    for group in adam.param_groups:
        group["lr"] = rate_of_learning
    adam.zero_grad()
    own = [t[at:at + batch] for t in (past, days, product)]
    loss = pinball(net(*own, window, forks), actuals[at:at + batch]) / (batch * forks * horizons)
    loss.backward()
    adam.step()
    return loss


def forecast(at, batch):
    """From the last days that the convolutions reach, as ours does."""
    with torch.no_grad():
        return net(past[at:at + batch, window - reach:], days[at:at + batch, window - reach:],
                   product[at:at + batch], reach, 1)


windows, reach, usual = shape["Windows"], shape["Reach"], shape["Batch"]
net = Net()
past, days = read("past", windows, window, past_size), read("days", windows, window + horizons, day_size)
product, actuals = read("product", windows, product_size), read("actuals", windows, forks, horizons)
adam = torch.optim.Adam(net.parameters())
forecasts = [float(forecast(at, 1).sum()) for at in range(16)]
losses = [float(train(step * usual % windows, usual, 1e-3).detach()) for step in range(shape["Steps"])]
places = itertools.count()
trained = [rate(seconds / 3, lambda: train(next(places) * batch % windows, batch, 1e-6) is not None and batch)
           for batch in (8, 16, 48)]
forecasting = [rate(seconds / 6, lambda: forecast(0, batch) is not None and batch) for batch in (1, 48, windows)]
print(json.dumps({
    "About": f"PyTorch {torch.__version__}, {sum(p.numel() for p in net.parameters()):,} parameters, "
             f"{torch.__config__.parallel_info().splitlines()[1].split(':')[-1].strip()} thread, "
             f"matrix products by {os.path.realpath('/usr/lib/x86_64-linux-gnu/libblas.so.3')}",
    "Losses": losses, "Forecasts": forecasts, "Trained": trained, "Forecast": forecasting}))
