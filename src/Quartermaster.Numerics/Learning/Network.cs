using Quartermaster.Numerics.Learning.Onnx;

namespace Quartermaster.Numerics.Learning;

/// <summary>A computation over signals, laid out once and run for one sample after the other: forward to values and a
/// loss, back to the gradients of all parameters.</summary>
/// <remarks>
/// Reverse-mode differentiation over a fixed list of operations (Griewank and Walther, Evaluating Derivatives, 2nd ed.,
/// 2008, chapter 3). Nothing is allocated after the layout. One network serves one thread at a time; several share
/// their parameters, which are only read, and have gradients of their own. Signals stay until the next run.
/// </remarks>
/// <param name="parameters">What is learned; complete before the first operation is added.</param>
public sealed partial class Network(Parameters parameters)
{
    private readonly List<Operation> _operations = [];
    private readonly List<Signal> _signals = [];
    private readonly List<LossOperation> _losses = [];
    private readonly float[] _gradients = new float[parameters.Length];
    private Pass _pass;

    /// <summary>What is learned.</summary>
    public Parameters Parameters => parameters;

    /// <summary>Gradients of the loss by parameter, in the order of <see cref="Learning.Parameters.Values"/>: added up
    /// over runs until they are cleared.</summary>
    public Span<float> Gradients => _gradients;

    /// <summary>Runs from the inputs to the losses.</summary>
    /// <param name="trains">Whether signals are dropped.</param>
    /// <param name="seed">The seed of what is dropped.</param>
    /// <param name="key">The sample's key: what is dropped depends on it and not on what ran before.</param>
    /// <returns>The sum of all losses; 0 without one.</returns>
    public double Forward(bool trains = false, ulong seed = 0, ulong key = 0)
    {
        _pass = new(trains, seed, key);
        foreach (var operation in _operations)
        {
            operation.Forward(in _pass);
        }

        return _losses.Sum(loss => loss.Value);
    }

    /// <summary>Runs back from the losses of the last run; adds to <see cref="Gradients"/>.</summary>
    public void Backward()
    {
        foreach (var signal in _signals)
        {
            signal.Forget();
        }

        for (var i = _operations.Count - 1; i >= 0; i--)
        {
            _operations[i].Backward(in _pass);
        }
    }

    /// <summary>Forgets the gradients of earlier runs.</summary>
    public void ClearGradients() => Array.Clear(_gradients);

    internal void Write(OnnxGraph graph) => _operations.ForEach(operation => operation.Write(graph));

    internal Span<float> GradientsOf(Weight weight) => _gradients.AsSpan(weight.Offset, weight.Length);

    private Signal NewSignal(int rows, int columns)
    {
        var signal = new Signal(rows, columns);
        _signals.Add(signal);
        return signal;
    }

    private Signal Add(Operation operation, Signal result)
    {
        _operations.Add(operation);
        return result;
    }
}
