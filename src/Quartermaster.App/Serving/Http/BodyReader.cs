using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using System.Text.Json;

namespace Quartermaster.App.Serving.Http;

/// <summary>Reads a body whole, and then what it says.</summary>
/// <remarks>So that a read that was given up leaves the line as the server wants it: what is still to come can be read
/// off. A body is at most serve.mostBodyBytes; one that comes at once is not copied.</remarks>
internal static class BodyReader
{
    /// <summary>Reads a body.</summary>
    /// <exception cref="JsonException">It is not what is wanted.</exception>
    /// <exception cref="OperationCanceledException">Somebody gave the read up.</exception>
    internal static async ValueTask<object?> ReadAsync(PipeReader body, Type type, CancellationToken cancel)
    {
        var whole = default(ArrayBufferWriter<byte>);
        while (true)
        {
            var read = await body.ReadAsync(cancel).ConfigureAwait(false);
            var buffer = read.Buffer;
            if (read.IsCanceled)
            {
                body.AdvanceTo(buffer.Start);
                throw new OperationCanceledException();
            }

            try
            {
                if (read.IsCompleted && whole is null)
                {
                    return Read(buffer.IsSingleSegment ? buffer.FirstSpan : buffer.ToArray(), type);
                }

                whole ??= new();
                foreach (var segment in buffer)
                {
                    whole.Write(segment.Span);
                }
            }
            finally
            {
                body.AdvanceTo(buffer.End);
            }

            if (read.IsCompleted)
            {
                return Read(whole.WrittenSpan, type);
            }
        }
    }

    private static object? Read(ReadOnlySpan<byte> text, Type type) => JsonSerializer.Deserialize(
        text.StartsWith(Encoding.UTF8.Preamble) ? text[Encoding.UTF8.Preamble.Length..] : text, type,
        WireContext.Plain);
}
