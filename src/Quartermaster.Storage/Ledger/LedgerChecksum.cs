using System.IO.Hashing;

namespace Quartermaster.Storage.Ledger;

/// <summary>The checksum of a batch: XxHash3 over its bytes, seeded with its number and the checksum before it.
/// </summary>
internal static class LedgerChecksum
{
    internal static ulong Of(ReadOnlySpan<byte> blob, long batch, ulong before) =>
        XxHash3.HashToUInt64(blob, unchecked((long)before ^ (batch << 1)));
}
