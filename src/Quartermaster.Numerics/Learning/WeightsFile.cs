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
    /// <param name="networks">Their weights; names get the network's number in front.</param>
    /// <param name="facts">What else a reader needs to know, by name.</param>
    /// <returns>The file's bytes.</returns>
    public static byte[] Write(IReadOnlyList<Parameters> networks, IReadOnlyDictionary<string, string> facts)
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
        var file = new byte[sizeof(ulong) + text.Length + at];
        BinaryPrimitives.WriteUInt64LittleEndian(file, (ulong)text.Length);
        text.CopyTo(file, sizeof(ulong));
        var rest = file.AsSpan(sizeof(ulong) + text.Length);
        foreach (var (_, network, weight) in all)
        {
            for (var row = 0; row < weight.Rows; row++)
            {
                var bytes = MemoryMarshal.AsBytes(network.Of(weight).Slice(row * weight.Stride, weight.Columns));
                bytes.CopyTo(rest);
                rest = rest[bytes.Length..];
            }
        }

        return file;
    }

    /// <summary>Reads what was written beside the weights.</summary>
    /// <param name="file">The file's bytes.</param>
    /// <returns>By name.</returns>
    /// <exception cref="FormatException">The file is damaged.</exception>
    public static IReadOnlyDictionary<string, string> ReadFacts(ReadOnlyMemory<byte> file)
    {
        var (header, _) = Split(file);
        using (header)
        {
            return Sound(() => header.RootElement.TryGetProperty(Facts, out var facts)
                ? facts.EnumerateObject().ToDictionary(fact => fact.Name, fact => fact.Value.GetString() ?? "") : []);
        }
    }

    /// <summary>Reads weights into networks that were laid out alike.</summary>
    /// <param name="file">The file's bytes.</param>
    /// <param name="networks">Filled; unchanged if the file does not fit.</param>
    /// <exception cref="FormatException">The file is damaged, or holds other weights; says which.</exception>
    public static void Read(ReadOnlyMemory<byte> file, IReadOnlyList<Parameters> networks)
    {
        var (header, numbers) = Split(file);
        using (header)
        {
            var places = networks.SelectMany((network, i) => network.Weights.Select(weight =>
                (network, weight, From: PlaceOf(header.RootElement, NameOf(i, weight), weight, numbers.Length))));
            foreach (var (network, weight, from) in Sound(places.ToArray))
            {
                var values = MemoryMarshal.Cast<byte, float>(
                    numbers.Span.Slice(from, sizeof(float) * weight.Rows * weight.Columns));
                for (var row = 0; row < weight.Rows; row++)
                {
                    values.Slice(row * weight.Columns, weight.Columns)
                        .CopyTo(network.Of(weight)[(row * weight.Stride)..]);
                }
            }
        }

        foreach (var network in networks)
        {
            network.Refresh();
        }
    }

    private static string NameOf(int network, Weight weight) => $"{network}/{weight.Name}";

    private static (JsonDocument Header, ReadOnlyMemory<byte> Numbers) Split(ReadOnlyMemory<byte> file)
    {
        var size = file.Length >= sizeof(ulong) ? BinaryPrimitives.ReadUInt64LittleEndian(file.Span) : ulong.MaxValue;
        if (size > MostHeader)
        {
            throw new FormatException("This is no file of weights: it does not start with a header's length.");
        }

        if (file.Length < sizeof(ulong) + (int)size)
        {
            throw new FormatException("The file of weights ends in its header.");
        }

        try
        {
            return (JsonDocument.Parse(file.Slice(sizeof(ulong), (int)size)), file[(sizeof(ulong) + (int)size)..]);
        }
        catch (JsonException error)
        {
            throw new FormatException("The header of the file of weights is damaged.", error);
        }
    }

    // JSON of another form than expected is a damaged header.
    private static T Sound<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception error) when (error is InvalidOperationException or KeyNotFoundException
            or ArgumentException or OverflowException)
        {
            throw new FormatException("The header of the file of weights is damaged.", error);
        }
    }

    private static int PlaceOf(JsonElement header, string name, Weight weight, long length)
    {
        if (!header.TryGetProperty(name, out var entry))
        {
            throw new FormatException($"The file has no weight '{name}': it is of another network.");
        }

        var shape = entry.GetProperty("shape").EnumerateArray().Select(size => size.GetInt32()).ToArray();
        var offsets = entry.GetProperty("data_offsets").EnumerateArray().Select(place => place.GetInt64()).ToArray();
        var bytes = (long)sizeof(float) * weight.Rows * weight.Columns;
        return shape is [var rows, var columns] && rows == weight.Rows && columns == weight.Columns
            && entry.GetProperty("dtype").GetString() == "F32" && offsets is [var from, var to]
            && from >= 0 && to - from == bytes && to <= length
            ? (int)from
            : throw new FormatException(
                $"Weight '{name}' is {string.Join(" x ", shape)} in the file and "
                + $"{weight.Rows} x {weight.Columns} in the network, or lies outside of the file.");
    }
}
