namespace Quartermaster.Ledger;

/// <summary>Bytes that are not what a ledger wrote, or that do not follow from the batches before them.</summary>
public sealed class LedgerBlobException(string message) : Exception(message)
{
    /// <summary>The version of the bytes that this build writes and reads.</summary>
    public const byte Version = 1;

    internal static void CheckVersion(byte version)
    {
        if (version != Version)
        {
            throw new LedgerBlobException(
                $"version {version}; this build reads version {Version}. Open it with the build that wrote it.");
        }
    }
}
