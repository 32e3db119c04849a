using System.Runtime.InteropServices;

namespace Quartermaster.Ledger;

/// <summary>A number that its writer changes all the time, in a line of memory of its own: whoever reads what lies
/// beside it need not wait for that line.</summary>
[StructLayout(LayoutKind.Explicit, Size = 128)]
internal struct PaddedCount
{
    [FieldOffset(64)]
    internal long Value;
}
