namespace Quartermaster.Ledger;

/// <summary>Bytes that are not what a ledger wrote, or that do not follow from the batches before them.</summary>
public sealed class LedgerBlobException(string message) : Exception(message)
{
    internal static void CheckVersion(byte version, byte known, byte? oldest = null)
    {
        if (version > known || version < (oldest ?? known))
        {
            throw new LedgerBlobException($"version {version}; this build reads version "
                + (oldest is null ? "" : $"{oldest} to ") + $"{known}. Open it with the build that wrote it.");
        }
    }
}
