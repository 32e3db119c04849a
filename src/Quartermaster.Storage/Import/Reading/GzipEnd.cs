using System.Buffers.Binary;
using System.IO.Compression;

namespace Quartermaster.Storage.Import.Reading;

/// <summary>Whether a gzip file ends where its data ends. .NET's reader ignores what follows the last member.</summary>
/// <remarks>The last four bytes of a member are its unpacked length (RFC 1952). Where they do not agree with what was
/// unpacked, the file has several members, or something else at its end: only then is the last member unpacked again.
/// </remarks>
internal static class GzipEnd
{
    private static ReadOnlySpan<byte> MemberStart => [0x1F, 0x8B, 0x08];

    internal static bool IsClean(string path, long unpackedBytes)
    {
        using var file = File.OpenRead(path);
        if (file.Length < 18)
        {
            return false;
        }

        Span<byte> last = stackalloc byte[4];
        file.Position = file.Length - 4;
        file.ReadExactly(last);
        var stated = BinaryPrimitives.ReadUInt32LittleEndian(last);
        return stated == (uint)(unpackedBytes & uint.MaxValue) || LastMemberIsWhole(path, stated);
    }

    private static bool LastMemberIsWhole(string path, uint stated)
    {
        var bytes = File.ReadAllBytes(path);
        for (var at = bytes.AsSpan().LastIndexOf(MemberStart); at > 0;
            at = bytes.AsSpan(0, at).LastIndexOf(MemberStart))
        {
            if (UnpackedLength(bytes, at) is { } length)
            {
                return (uint)(length & uint.MaxValue) == stated;
            }
        }

        return false;
    }

    private static long? UnpackedLength(byte[] bytes, int from)
    {
        try
        {
            using var gzip = new GZipStream(
                new MemoryStream(bytes, from, bytes.Length - from), CompressionMode.Decompress);
            var (buffer, length) = (new byte[1 << 16], 0L);
            while (gzip.Read(buffer) is var read and > 0)
            {
                length += read;
            }

            return length;
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }
}
