using Quartermaster.Numerics.Learning.Onnx;

namespace Quartermaster.Numerics.Learning;

/// <summary>Gates stand side by side in a row: in, forget, cell, out, each of n columns.</summary>
internal sealed class LstmOperation : Operation
{
    private readonly Network _network;
    private readonly Weight _input;
    private readonly Weight _state;
    private readonly Weight _bias;
    private readonly Signal _x;
    private readonly Signal _y;
    private readonly Signal _gates;
    private readonly float[] _cells;
    private readonly float[] _cellGradients;
    private readonly int _size;

    internal LstmOperation(Network network, Signal x, Weight input, Weight state, Weight bias, Signal y)
    {
        (_network, _x, _input, _state, _bias, _y) = (network, x, input, state, bias, y);
        _size = state.Rows;
        _gates = new(x.Rows, 4 * _size);
        (_cells, _cellGradients) = (new float[x.Rows * _size], new float[_size]);
    }

    internal override void Forward(in Pass pass)
    {
        Layers.Start(_network, _x, _input, _bias, _gates);
        for (var row = 0; row < _x.Rows; row++)
        {
            if (row > 0)
            {
                Layers.Multiply(_network, _y, row - 1, _state, _gates, row, 1);
            }

            var gates = _gates.Row(row);
            for (var i = 0; i < _size; i++)
            {
                gates[i] = Elements.Sigmoid(gates[i]);
                gates[_size + i] = Elements.Sigmoid(gates[_size + i]);
                gates[(2 * _size) + i] = MathF.Tanh(gates[(2 * _size) + i]);
                gates[(3 * _size) + i] = Elements.Sigmoid(gates[(3 * _size) + i]);
                var before = row > 0 ? _cells[((row - 1) * _size) + i] : 0;
                var cell = (gates[_size + i] * before) + (gates[i] * gates[(2 * _size) + i]);
                _cells[(row * _size) + i] = cell;
                _y.Values[(row * _y.Stride) + i] = gates[(3 * _size) + i] * MathF.Tanh(cell);
            }
        }
    }

    internal override void Backward(in Pass pass)
    {
        Array.Clear(_cellGradients);
        for (var row = _x.Rows - 1; row >= 0; row--)
        {
            var gates = _gates.Row(row);
            var slopes = _gates.Gradients.AsSpan(row * _gates.Stride, _gates.Columns);
            for (var i = 0; i < _size; i++)
            {
                var (open, forget, cell, shown) =
                    (gates[i], gates[_size + i], gates[(2 * _size) + i], gates[(3 * _size) + i]);
                var (from, bent) = (_y.Gradients[(row * _y.Stride) + i], MathF.Tanh(_cells[(row * _size) + i]));
                var before = row > 0 ? _cells[((row - 1) * _size) + i] : 0;
                var ofCell = _cellGradients[i] + (from * shown * (1 - (bent * bent)));
                slopes[i] = ofCell * cell * open * (1 - open);
                slopes[_size + i] = ofCell * before * forget * (1 - forget);
                slopes[(2 * _size) + i] = ofCell * open * (1 - (cell * cell));
                slopes[(3 * _size) + i] = from * bent * shown * (1 - shown);
                _cellGradients[i] = ofCell * forget;
            }

            if (row > 0)
            {
                Layers.MultiplyBack(_network, _y, row - 1, _state, _gates, row, 1);
            }
        }

        Layers.Finish(_network, _bias, _gates);
        Layers.MultiplyBack(_network, _x, 0, _input, _gates, 0, _x.Rows);
    }

    // There, time is the first axis, gates stand in the order in, out, forget, cell, and weights are turned.
    internal override void Write(OnnxGraph graph)
    {
        var (zeros, turned) = (new float[4 * _size], (long[])[1, 0, 2]);
        var bias = graph.Constant(_bias.Name, [1, 8 * _size], [.. Gates(_bias), .. zeros]);
        var ofInput = graph.Constant(_input.Name, [1, 4 * _size, _input.Rows], Gates(_input));
        var ofState = graph.Constant(_state.Name, [1, 4 * _size, _size], Gates(_state));
        var x = graph.Node("Transpose", [graph.NameOf(_x)], ("perm", turned));
        var all = graph.Node("LSTM", [x, ofInput, ofState, bias], ("hidden_size", [_size]));
        var states = graph.Node("Squeeze", [all, graph.Constant(1)]);
        graph.Name(_y, graph.Node("Transpose", [states], ("perm", turned)));
    }

    private float[] Gates(Weight weight)
    {
        var (values, order) = (new List<float>(), (int[])[0, 3, 1, 2]);
        foreach (var gate in order)
        {
            for (var i = 0; i < _size; i++)
            {
                for (var row = 0; row < weight.Rows; row++)
                {
                    values.Add(_network.Parameters.Of(weight)[(row * weight.Stride) + (gate * _size) + i]);
                }
            }
        }

        return [.. values];
    }
}
