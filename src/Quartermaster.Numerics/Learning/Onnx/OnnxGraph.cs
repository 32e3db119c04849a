using System.Globalization;

namespace Quartermaster.Numerics.Learning.Onnx;

/// <summary>Networks as an ONNX file, which other runtimes and tools read: operations, weights, and what is to know.
/// </summary>
/// <remarks>
/// Signals are batch × rows × columns there, with any batch. Every operation writes itself; losses write nothing, and
/// nothing is dropped. What is an input and not named as one is a constant, as it stands. The file is one message of
/// protocol buffers (onnx.proto), version 17 of the operators.
/// </remarks>
public sealed class OnnxGraph
{
    private const int NodeField = 1;
    private const int NameField = 2;
    private const int ConstantField = 5;
    private const int InputField = 11;
    private const int OutputField = 12;

    private readonly WireWriter _graph = new();
    private readonly Dictionary<object, string> _names = new(ReferenceEqualityComparer.Instance);
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);
    private string _network = "";
    private int _count;

    /// <summary>Adds a network. Inputs of an earlier one are shared by name.</summary>
    /// <param name="name">What weights and inner results are named after, once each.</param>
    /// <param name="network">The network.</param>
    /// <param name="inputs">What is filled before a run.</param>
    /// <param name="outputs">What is read after it; each name once in a file.</param>
    public void Add(string name, Network network, IEnumerable<OnnxInput> inputs, IEnumerable<OnnxOutput> outputs)
    {
        _network = name;
        foreach (var input in inputs)
        {
            _names[input.Key] = input.Name;
            if (_known.Add(input.Name))
            {
                _graph.Message(InputField, OnnxMessages.Value(input.Name, input.About, input.IsWhole, input.Sizes));
            }
        }

        network.Write(this);
        foreach (var (signal, label, about) in outputs)
        {
            _graph.Message(NodeField, OnnxMessages.Node("Identity", [NameOf(signal)], label, []));
            _graph.Message(OutputField, OnnxMessages.Value(label, about, false, [signal.Rows, signal.Columns]));
        }
    }

    /// <summary>The file's bytes.</summary>
    /// <param name="facts">What else a reader needs to know, by name: the file's metadata.</param>
    public byte[] ToFile(IReadOnlyDictionary<string, string> facts) =>
        OnnxMessages.Model(new WireWriter().Text(NameField, "quartermaster").Append(_graph), facts).Written.ToArray();

    /// <summary>What a signal is called in the file.</summary>
    internal string NameOf(Signal signal)
    {
        if (!_names.TryGetValue(signal, out var name))
        {
            var values = new float[signal.Rows * signal.Columns];
            for (var row = 0; row < signal.Rows; row++)
            {
                signal.Row(row).CopyTo(values.AsSpan(row * signal.Columns));
            }

            _names[signal] = name = Constant("values", [1, signal.Rows, signal.Columns], values);
        }

        return name;
    }

    /// <summary>What indices are called.</summary>
    internal string NameOf(int[] indices) => _names.TryGetValue(indices, out var name)
        ? name : Constant([1, indices.Length], Array.ConvertAll(indices, index => (long)index));

    /// <summary>Says which result is a signal.</summary>
    internal void Name(Signal signal, string result) => _names[signal] = result;

    /// <summary>Adds a node.</summary>
    /// <returns>Its result's name.</returns>
    internal string Node(string type, ReadOnlySpan<string> inputs, params ReadOnlySpan<(string, long[])> settings)
    {
        var output = NewName(type);
        _graph.Message(NodeField, OnnxMessages.Node(type, inputs, output, settings));
        return output;
    }

    /// <summary>Adds whole numbers: a list.</summary>
    internal string Constant(params ReadOnlySpan<long> values) => Constant([values.Length], values);

    /// <summary>Adds whole numbers of a shape.</summary>
    internal string Constant(ReadOnlySpan<long> sizes, ReadOnlySpan<long> values)
    {
        var name = NewName("numbers");
        _graph.Message(ConstantField, OnnxMessages.Tensor(name, sizes, values));
        return name;
    }

    /// <summary>Adds numbers that are learned.</summary>
    internal string Constant(string label, ReadOnlySpan<long> sizes, ReadOnlySpan<float> values)
    {
        var name = NewName(label);
        _graph.Message(ConstantField, OnnxMessages.Tensor(name, sizes, values));
        return name;
    }

    /// <summary>A weight as it is laid out for rows on the left: inputs × outputs.</summary>
    internal string Constant(Network network, Weight weight) =>
        Constant(weight.Name, [weight.Rows, weight.Columns], Dense(network, weight));

    /// <summary>A weight of one row.</summary>
    internal string Row(Network network, Weight weight) =>
        Constant(weight.Name, [weight.Columns], Dense(network, weight));

    /// <summary>A weight's numbers without what pads.</summary>
    internal static float[] Dense(Network network, Weight weight)
    {
        var values = new float[weight.Rows * weight.Columns];
        for (var row = 0; row < weight.Rows; row++)
        {
            network.Parameters.Of(weight).Slice(row * weight.Stride, weight.Columns)
                .CopyTo(values.AsSpan(row * weight.Columns));
        }

        return values;
    }

    private string NewName(string label)
    {
        var name = $"{_network}/{label.Replace(' ', '_')}";
        if (!_known.Add(name))
        {
            name += "_" + (++_count).ToString(CultureInfo.InvariantCulture);
            _known.Add(name);
        }

        return name;
    }
}
