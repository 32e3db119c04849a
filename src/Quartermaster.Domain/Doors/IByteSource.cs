namespace Quartermaster.Domain.Doors;

/// <summary>Where bytes come from, in turn, so that nobody need have all of them in memory.</summary>
public interface IByteSource
{
    /// <summary>Gives the next bytes.</summary>
    /// <param name="bytes">Where they go.</param>
    /// <returns>How many there were, at least one; 0 at the end.</returns>
    int Read(Span<byte> bytes);
}
