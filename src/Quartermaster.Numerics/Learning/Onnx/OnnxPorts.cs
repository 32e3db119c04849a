namespace Quartermaster.Numerics.Learning.Onnx;

/// <summary>What is filled before a run of a network elsewhere.</summary>
public sealed record OnnxInput
{
    /// <summary>Numbers: batch × rows × columns.</summary>
    /// <param name="signal">An input of the network.</param>
    /// <param name="name">What it is called.</param>
    /// <param name="about">What it is, for people.</param>
    public OnnxInput(Signal signal, string name, string about) =>
        (Key, Name, About, Sizes) = (signal, name, about, [signal.Rows, signal.Columns]);

    /// <summary>Rows of a table that are looked up: batch × indices, 64-bit whole numbers.</summary>
    /// <param name="indices">The indices of an embedding.</param>
    /// <param name="name">What they are called.</param>
    /// <param name="about">What they are, for people.</param>
    public OnnxInput(int[] indices, string name, string about) =>
        (Key, Name, About, Sizes, IsWhole) = (indices, name, about, [indices.Length], true);

    /// <summary>What it is called.</summary>
    public string Name { get; }

    /// <summary>What it is, for people.</summary>
    public string About { get; }

    internal object Key { get; }

    internal long[] Sizes { get; }

    internal bool IsWhole { get; }
}

/// <summary>What is read after it: batch × rows × columns.</summary>
/// <param name="Signal">A result of the network.</param>
/// <param name="Name">What it is called.</param>
/// <param name="About">What it is, for people.</param>
public sealed record OnnxOutput(Signal Signal, string Name, string About);
