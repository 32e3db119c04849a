using Quartermaster.Domain;
using Quartermaster.Storage.Rows;

namespace Quartermaster.Tests.Storage;

/// <summary>The codes that <see cref="SampleRows"/> uses.</summary>
internal sealed class SampleCodes : ICodeBook
{
    public string CodeOf(EntityKind kind, int number) => number == 0 ? "" : SampleRows.Code(kind, number);

    public int NumberOf(EntityKind kind, string code) =>
        Enumerable.Range(0, SampleRows.Codes + 1).FirstOrDefault(number => CodeOf(kind, number) == code);
}
