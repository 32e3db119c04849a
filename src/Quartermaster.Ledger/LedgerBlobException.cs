namespace Quartermaster.Ledger;

/// <summary>Bytes that are not what a ledger wrote, or that do not follow from the batches before them.</summary>
public sealed class LedgerBlobException(string message) : Exception(message)
{
    internal static void CheckVersion(byte version, byte known)
    {
        if (version != known)
        {
            throw new LedgerBlobException(
                $"version {version}; this build reads version {known}. Open it with the build that wrote it.");
        }
    }
}
