using Quartermaster.Numerics.Learning.Onnx;

namespace Quartermaster.Numerics.Learning;

/// <summary>One step of a network: from values to values, and from gradients back to gradients.</summary>
/// <remarks>The way back adds to what gradients hold already, because a signal may feed several operations.</remarks>
internal abstract class Operation
{
    internal abstract void Forward(in Pass pass);

    internal abstract void Backward(in Pass pass);

    /// <summary>Adds what it does on the way forward to a file for other runtimes.</summary>
    internal abstract void Write(OnnxGraph graph);
}

/// <summary>One run of a network.</summary>
/// <param name="Trains">Whether something is learned: signals are dropped then.</param>
/// <param name="Seed">The seed of what is dropped.</param>
/// <param name="Key">The sample's key.</param>
internal readonly record struct Pass(bool Trains, ulong Seed, ulong Key);
