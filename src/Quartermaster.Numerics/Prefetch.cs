using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace Quartermaster.Numerics;

/// <summary>Asks the processor for memory that will be wanted soon; changes nothing.</summary>
public static class Prefetch
{
    private const int LineBytes = 64;

    /// <summary>Asks for the one or two cache lines of something small.</summary>
    /// <param name="thing">Up to 64 bytes.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe void Of<T>(ref readonly T thing) where T : unmanaged
    {
        if (Sse.IsSupported)
        {
            var start = (byte*)Unsafe.AsPointer(ref Unsafe.AsRef(in thing));
            Sse.Prefetch0(start);
            if (sizeof(T) > sizeof(long))
            {
                Sse.Prefetch0(start + sizeof(T) - 1);
            }
        }
    }

    /// <summary>Asks for every cache line of a span.</summary>
    public static unsafe void Of<T>(ReadOnlySpan<T> span) where T : unmanaged
    {
        if (Sse.IsSupported && span.Length > 0)
        {
            // The address may be stale when the collector has moved the array: then the wrong lines come, no more.
            var start = (byte*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(span));
            for (var at = 0; at < span.Length * sizeof(T); at += LineBytes)
            {
                Sse.Prefetch0(start + at);
            }

            Sse.Prefetch0(start + (span.Length * sizeof(T)) - 1);
        }
    }
}
