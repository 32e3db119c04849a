using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Quartermaster.Numerics.Learning;

/// <summary>Weights as a safetensors file: a header in JSON with names, shapes and places, then the numbers.</summary>
/// <remarks>Eight bytes with the header's length, the header, then little-endian 32-bit floats without padding:
/// the format of huggingface/safetensors, which most tools for networks read.</remarks>
public static class WeightsFile
{
    private const int MostHeader = 10_000_000;
    private const string Facts = "__metadata__";

    /// <summary>Writes all weights of one or more networks.</summary>
    /// <param name="stream">Where to.</param>
    /// <param name="networks">Their weights; names get the network's number in front.</param>
    /// <param name="facts">What else a reader needs to know, by name.</param>
    public static void Write(
        Stream stream, IReadOnlyList<Parameters> networks, IReadOnlyDictionary<string, string> facts)
    {
        var (header, at) = (new SortedDictionary<string, object>(StringComparer.Ordinal) { [Facts] = facts }, 0L);
        var all = networks.SelectMany((network, i) => network.Weights.Select(weight => (i, network, weight))).ToArray();
        foreach (var (i, _, weight) in all)
        {
            var end = at + ((long)sizeof(float) * weight.Rows * weight.Columns);
            header.Add(NameOf(i, weight), new Dictionary<string, object>
            {
                ["dtype"] = "F32",
                ["shape"] = new[] { weight.Rows, weight.Columns },
                ["data_offsets"] = new[] { at, end },
            });
            at = end;
        }

        var text = JsonSerializer.SerializeToUtf8Bytes(header);
        Span<byte> length = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)text.Length);
        stream.Write(length);
        stream.Write(text);
        foreach (var (_, network, weight) in all)
        {
            for (var row = 0; row < weight.Rows; row++)
            {
                stream.Write(MemoryMarshal.AsBytes(
                    network.Of(weight).Slice(row * weight.Stride, weight.Columns)));
            }
        }
    }

    /// <summary>Reads what was written beside the weights.</summary>
    /// <param name="stream">Where from.</param>
    /// <returns>By name.</returns>
    /// <exception cref="InvalidDataException">The file is damaged.</exception>
    public static IReadOnlyDictionary<string, string> ReadFacts(Stream stream)
    {
        using var header = ReadHeader(stream);
        return header.RootElement.TryGetProperty(Facts, out var facts)
            ? facts.EnumerateObject().ToDictionary(fact => fact.Name, fact => fact.Value.GetString() ?? "") : [];
    }

    /// <summary>Reads weights into networks that were laid out alike.</summary>
    /// <param name="stream">Where from.</param>
    /// <param name="networks">Filled; unchanged if the file does not fit.</param>
    /// <exception cref="InvalidDataException">The file is damaged, or holds other weights; says which.</exception>
    public static void Read(Stream stream, IReadOnlyList<Parameters> networks)
    {
        using var header = ReadHeader(stream);
        using var rest = new MemoryStream();
        stream.CopyTo(rest);
        var numbers = rest.GetBuffer().AsSpan(0, (int)rest.Length);
        var places = networks.SelectMany((network, i) => network.Weights.Select(
            weight => (network, weight, From: PlaceOf(header.RootElement, NameOf(i, weight), weight, rest.Length))));
        foreach (var (network, weight, from) in places.ToArray())
        {
            var values = MemoryMarshal.Cast<byte, float>(
                numbers.Slice(from, sizeof(float) * weight.Rows * weight.Columns));
            for (var row = 0; row < weight.Rows; row++)
            {
                values.Slice(row * weight.Columns, weight.Columns)
                    .CopyTo(network.Of(weight)[(row * weight.Stride)..]);
            }
        }

        foreach (var network in networks)
        {
            network.Refresh();
        }
    }

    private static string NameOf(int network, Weight weight) => $"{network}/{weight.Name}";

    private static JsonDocument ReadHeader(Stream stream)
    {
        Span<byte> length = stackalloc byte[sizeof(ulong)];
        var bytes = stream.ReadAtLeast(length, length.Length, throwOnEndOfStream: false);
        var size = BinaryPrimitives.ReadUInt64LittleEndian(length);
        if (bytes < length.Length || size > MostHeader)
        {
            throw new InvalidDataException("This is no file of weights: it does not start with a header's length.");
        }

        var text = new byte[size];
        if (stream.ReadAtLeast(text, text.Length, throwOnEndOfStream: false) < text.Length)
        {
            throw new InvalidDataException("The file of weights ends in its header.");
        }

        try
        {
            return JsonDocument.Parse(text);
        }
        catch (JsonException error)
        {
            throw new InvalidDataException("The header of the file of weights is damaged.", error);
        }
    }

    private static int PlaceOf(JsonElement header, string name, Weight weight, long length)
    {
        if (!header.TryGetProperty(name, out var entry))
        {
            throw new InvalidDataException($"The file has no weight '{name}': it is of another network.");
        }

        var shape = entry.GetProperty("shape").EnumerateArray().Select(size => size.GetInt32()).ToArray();
        var offsets = entry.GetProperty("data_offsets").EnumerateArray().Select(place => place.GetInt64()).ToArray();
        var bytes = (long)sizeof(float) * weight.Rows * weight.Columns;
        return shape is [var rows, var columns] && rows == weight.Rows && columns == weight.Columns
            && entry.GetProperty("dtype").GetString() == "F32" && offsets is [var from, var to]
            && from >= 0 && to - from == bytes && to <= length
            ? (int)from
            : throw new InvalidDataException(
                $"Weight '{name}' is {string.Join(" x ", shape)} in the file and "
                + $"{weight.Rows} x {weight.Columns} in the network, or lies outside of the file.");
    }
}
