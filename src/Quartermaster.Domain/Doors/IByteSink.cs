namespace Quartermaster.Domain.Doors;

/// <summary>Where bytes go, in turn, so that nobody need have all of them in memory.</summary>
public interface IByteSink
{
    /// <summary>Takes the next bytes.</summary>
    void Write(ReadOnlySpan<byte> bytes);
}
