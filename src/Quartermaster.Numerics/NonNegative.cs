using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Quartermaster.Numerics;

/// <summary>Numbers that count as 0 where they are below it.</summary>
public static class NonNegative
{
    /// <summary>Sets what is below 0 to 0, many numbers at a time.</summary>
    /// <param name="values">Changed in place.</param>
    public static void Make(Span<int> values)
    {
        ref var first = ref MemoryMarshal.GetReference(values);
        var at = 0;
        for (; at <= values.Length - Vector256<int>.Count; at += Vector256<int>.Count)
        {
            Vector256.Max(Vector256.LoadUnsafe(ref first, (nuint)at), Vector256<int>.Zero)
                .StoreUnsafe(ref first, (nuint)at);
        }

        for (; at < values.Length; at++)
        {
            values[at] = Math.Max(0, values[at]);
        }
    }
}
