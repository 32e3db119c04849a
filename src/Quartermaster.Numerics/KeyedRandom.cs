using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Quartermaster.Numerics;

/// <summary>Chance without state: the same seed and keys always give the same draw.</summary>
/// <remarks>A draw does not depend on how many draws came before it, so results do not change with the order of
/// rows, the number of threads, or the policy under test (common random numbers).</remarks>
public static class KeyedRandom
{
    /// <summary>A uniform draw in [0, 1).</summary>
    /// <param name="seed">The seed of the run.</param>
    /// <param name="stream">What is drawn, for example demand or the arm of a trial.</param>
    /// <param name="key">For whom, for example the hash of a product's code.</param>
    /// <param name="index">Which draw, for example a day.</param>
    public static double Uniform(ulong seed, ulong stream, ulong key, ulong index) =>
        (Mix(Mix(Mix(Mix(seed) ^ stream) ^ key) ^ index) >> 11) * (1.0 / (1UL << 53));

    /// <summary>Draws of consecutive indices: what <see cref="Uniform(ulong, ulong, ulong, ulong)"/> gives, eight at a
    /// time.</summary>
    /// <param name="seed">The seed of the run.</param>
    /// <param name="stream">What is drawn.</param>
    /// <param name="key">For whom.</param>
    /// <param name="first">The first draw.</param>
    /// <param name="draws">Filled, each in [0, 1). Some 2 ns each.</param>
    public static void Uniform(ulong seed, ulong stream, ulong key, ulong first, Span<double> draws)
    {
        unchecked
        {
            var (common, at) = (Mix(Mix(Mix(seed) ^ stream) ^ key), 0);
            for (; at + Vector512<ulong>.Count <= draws.Length; at += Vector512<ulong>.Count)
            {
                var bits = Vector512.Create(common) ^ (Vector512<ulong>.Indices + Vector512.Create(first + (ulong)at));
                bits += Vector512.Create(0x9E3779B97F4A7C15UL);
                bits = (bits ^ (bits >>> 30)) * Vector512.Create(0xBF58476D1CE4E5B9UL);
                bits = (bits ^ (bits >>> 27)) * Vector512.Create(0x94D049BB133111EBUL);
                bits ^= bits >>> 31;
                (Vector512.ConvertToDouble(bits >>> 11) * (1.0 / (1UL << 53))).CopyTo(draws[at..]);
            }

            for (; at < draws.Length; at++)
            {
                draws[at] = (Mix(common ^ (first + (ulong)at)) >> 11) * (1.0 / (1UL << 53));
            }
        }
    }

    /// <summary>A draw from the standard normal distribution, by inversion of one uniform.</summary>
    /// <inheritdoc cref="Uniform(ulong, ulong, ulong, ulong)"/>
    public static double Normal(ulong seed, ulong stream, ulong key, ulong index) =>
        Numerics.Normal.Quantile(Uniform(seed, stream, key, index) + (0.5 / (1UL << 53)));

    /// <summary>The start of a stratified sequence: hand it to <see cref="Stratified(uint, uint)"/>.</summary>
    /// <inheritdoc cref="Uniform(ulong, ulong, ulong, ulong)"/>
    public static uint Scramble(ulong seed, ulong stream, ulong key, ulong index) =>
        (uint)(Mix(Mix(Mix(Mix(seed) ^ stream) ^ key) ^ index) >> 32);

    /// <summary>A uniform draw in (0, 1) whose first 2^k members fall one into each of 2^k equal strata.</summary>
    /// <param name="scramble">Which sequence, from <see cref="Scramble"/>; different ones are independent.</param>
    /// <param name="member">Which member, from 0.</param>
    /// <remarks>Van der Corput's sequence in base 2, shuffled and then scrambled by nested uniform hashes (Owen, 1995;
    /// Burley, "Practical hash-based Owen scrambling", 2020). Scrambled alone, two sequences would go hand in hand; the
    /// shuffle keeps every aligned block of 2^k members a block. Each member is uniform, so means are unbiased; over
    /// many members their error falls nearly as 1/n instead of 1/√n.</remarks>
    public static double Stratified(uint scramble, uint member)
    {
        unchecked
        {
            var shuffled = ReverseBits(NestedHash(ReverseBits(member), scramble));
            var bits = ReverseBits(NestedHash(shuffled, (scramble * 0x9E3779B1u) ^ 0x85EBCA6Bu));
            return (bits + 0.5) * (1.0 / (1UL << 32));
        }
    }

    /// <summary>Consecutive members of a stratified sequence: what <see cref="Stratified(uint, uint)"/> gives, eight at
    /// a time.</summary>
    /// <param name="scramble">Which sequence, from <see cref="Scramble"/>.</param>
    /// <param name="first">The first member.</param>
    /// <param name="draws">Filled, each in (0, 1). Some 2 ns each.</param>
    [SkipLocalsInit]
    public static void Stratified(uint scramble, uint first, Span<double> draws)
    {
        Span<double> last = stackalloc double[Vector256<uint>.Count];
        for (var start = 0; start < draws.Length; start += last.Length)
        {
            var rest = draws[start..];
            var eight = rest.Length < last.Length ? last : rest;
            unchecked
            {
                var members = Vector256<uint>.Indices + Vector256.Create(first + (uint)start);
                var shuffled = ReverseBits(NestedHash(ReverseBits(members), scramble));
                var bits = ReverseBits(NestedHash(shuffled, (scramble * 0x9E3779B1u) ^ 0x85EBCA6Bu));
                var (lower, upper) = Vector256.Widen(bits);
                Doubles(lower).CopyTo(eight);
                Doubles(upper).CopyTo(eight[Vector256<double>.Count..]);
            }

            if (rest.Length < last.Length)
            {
                last[..rest.Length].CopyTo(rest);
            }
        }
    }

    // From 32 bits each, which doubles hold exactly: as numbers above 2^52.
    private static Vector256<double> Doubles(Vector256<ulong> bits)
    {
        var large = Vector256.Create((double)(1UL << 52));
        return ((bits | large.AsUInt64()).AsDouble() - large + Vector256.Create(0.5)) * (1.0 / (1UL << 32));
    }

    /// <summary>A key of 64 bits for a code: FNV-1a over its UTF-16 units, then mixed. Stable.</summary>
    public static ulong KeyOf(string code)
    {
        unchecked
        {
            var hash = 0xCBF29CE484222325UL;
            foreach (var unit in code)
            {
                hash = (hash ^ unit) * 0x100000001B3UL;
            }

            return Mix(hash);
        }
    }

    // Each bit depends on itself and lower ones only.
    private static uint NestedHash(uint bits, uint seed)
    {
        unchecked
        {
            bits ^= bits * 0x3D20ADEAu;
            bits += seed;
            bits *= (seed >> 16) | 1;
            bits ^= bits * 0x05526C56u;
            bits ^= bits * 0x53A22864u;
            return bits;
        }
    }

    private static uint ReverseBits(uint bits)
    {
        bits = ((bits >> 1) & 0x55555555) | ((bits & 0x55555555) << 1);
        bits = ((bits >> 2) & 0x33333333) | ((bits & 0x33333333) << 2);
        bits = ((bits >> 4) & 0x0F0F0F0F) | ((bits & 0x0F0F0F0F) << 4);
        return BinaryPrimitives.ReverseEndianness(bits);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<uint> NestedHash(Vector256<uint> bits, uint seed)
    {
        unchecked
        {
            bits ^= bits * 0x3D20ADEAu;
            bits += Vector256.Create(seed);
            bits *= (seed >> 16) | 1;
            bits ^= bits * 0x05526C56u;
            bits ^= bits * 0x53A22864u;
            return bits;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<uint> ReverseBits(Vector256<uint> bits)
    {
        var (odd, pairs, nibbles) = (Vector256.Create(0x55555555u), Vector256.Create(0x33333333u),
            Vector256.Create(0x0F0F0F0Fu));
        bits = ((bits >>> 1) & odd) | ((bits & odd) << 1);
        bits = ((bits >>> 2) & pairs) | ((bits & pairs) << 2);
        bits = ((bits >>> 4) & nibbles) | ((bits & nibbles) << 4);
        var halves = Vector256.Create(0x00FF00FFu);
        bits = ((bits >>> 8) & halves) | ((bits & halves) << 8);
        return (bits >>> 16) | (bits << 16);
    }

    /// <summary>A number of three numbers that hardly any other three have.</summary>
    public static ulong Mixed(ulong first, ulong second, ulong third) => Mix(Mix(Mix(first) ^ second) ^ third);

    // The finalizer of SplitMix64 (Steele, Lea and Flood, 2014), with its increment.
    private static ulong Mix(ulong value)
    {
        unchecked
        {
            value += 0x9E3779B97F4A7C15UL;
            value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9UL;
            value = (value ^ (value >> 27)) * 0x94D049BB133111EBUL;
            return value ^ (value >> 31);
        }
    }
}
