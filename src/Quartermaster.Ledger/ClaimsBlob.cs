using Quartermaster.Domain.Goods;

namespace Quartermaster.Ledger;

/// <summary>What orders claim, as bytes: on the tape and in a snapshot.</summary>
internal static class ClaimsBlob
{
    internal static void Write(BlobWriter blob, ReadOnlySpan<StockClaim> lines, ReadOnlySpan<SlotClaim> slots)
    {
        blob.Whole(lines.Length);
        foreach (ref readonly var line in lines)
        {
            blob.Claim(in line);
        }

        blob.Whole(slots.Length);
        foreach (ref readonly var slot in slots)
        {
            blob.Slot(slot.Slot);
            blob.Whole(slot.Units);
        }
    }

    internal static (StockClaim[] Lines, SlotClaim[] Slots) Read(ref BlobReader blob)
    {
        var lines = new StockClaim[blob.Number()];
        for (var i = 0; i < lines.Length; i++)
        {
            lines[i] = blob.Claim();
        }

        var slots = new SlotClaim[blob.Number()];
        for (var i = 0; i < slots.Length; i++)
        {
            slots[i] = new(blob.Slot(), blob.Number());
        }

        return (lines, slots);
    }
}
