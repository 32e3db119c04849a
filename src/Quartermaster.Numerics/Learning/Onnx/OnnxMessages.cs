using System.Runtime.InteropServices;

namespace Quartermaster.Numerics.Learning.Onnx;

/// <summary>The messages of an ONNX file, by the field numbers of onnx.proto (github.com/onnx/onnx).</summary>
internal static class OnnxMessages
{
    private const int FloatType = 1;
    private const int LongType = 7;

    // Version 8 of the format with version 17 of the operators (2022): the first with layer normalization.
    private const int FormatVersion = 8;
    private const int OperatorsVersion = 17;

    internal static WireWriter Tensor(string name, ReadOnlySpan<long> sizes, ReadOnlySpan<float> values) =>
        Tensor(name, sizes, FloatType, MemoryMarshal.AsBytes(values));

    internal static WireWriter Tensor(string name, ReadOnlySpan<long> sizes, ReadOnlySpan<long> values) =>
        Tensor(name, sizes, LongType, MemoryMarshal.AsBytes(values));

    /// <summary>What goes in or comes out: batch × the sizes given.</summary>
    internal static WireWriter Value(string name, string about, bool isWhole, ReadOnlySpan<long> sizes)
    {
        var shape = new WireWriter().Message(1, new WireWriter().Text(2, "batch"));
        foreach (var size in sizes)
        {
            shape.Message(1, new WireWriter().Integer(1, size));
        }

        var tensor = new WireWriter().Integer(1, isWhole ? LongType : FloatType).Message(2, shape);
        return new WireWriter().Text(1, name).Message(2, new WireWriter().Message(1, tensor)).Text(3, about);
    }

    internal static WireWriter Node(
        string type, ReadOnlySpan<string> inputs, string output, ReadOnlySpan<(string Name, long[] Value)> settings)
    {
        var node = new WireWriter();
        foreach (var input in inputs)
        {
            node.Text(1, input);
        }

        node.Text(2, output).Text(3, output).Text(4, type);
        foreach (var (name, value) in settings)
        {
            node.Message(5, value is [var one] && !IsList(name)
                ? new WireWriter().Text(1, name).Integer(3, one).Integer(20, 2)
                : Integers(name, value));
        }

        return node;
    }

    internal static WireWriter Model(WireWriter graph, IReadOnlyDictionary<string, string> facts)
    {
        var model = new WireWriter().Integer(1, FormatVersion).Text(2, "Quartermaster").Message(7, graph)
            .Message(8, new WireWriter().Text(1, "").Integer(2, OperatorsVersion));
        foreach (var (name, value) in facts.OrderBy(fact => fact.Key, StringComparer.Ordinal))
        {
            model.Message(14, new WireWriter().Text(1, name).Text(2, value));
        }

        return model;
    }

    private static WireWriter Tensor(string name, ReadOnlySpan<long> sizes, int type, ReadOnlySpan<byte> values)
    {
        var tensor = new WireWriter();
        foreach (var size in sizes)
        {
            tensor.Integer(1, size);
        }

        return tensor.Integer(2, type).Text(8, name).Bytes(9, values);
    }

    // Settings that are lists even when they have one element.
    private static bool IsList(string name) => name is "dilations" or "kernel_shape" or "pads" or "perm";

    private static WireWriter Integers(string name, long[] values)
    {
        var setting = new WireWriter().Text(1, name);
        foreach (var value in values)
        {
            setting.Integer(8, value);
        }

        return setting.Integer(20, 7);
    }
}
