using Quartermaster.Domain;
using Quartermaster.Domain.Catalog;
using Quartermaster.Storage.Rows;

namespace Quartermaster.Storage.Workspaces;

/// <summary>The catalog while a change is being made: committed codes, and new ones that are not yet.</summary>
internal sealed class CatalogDraft(CatalogVersion committed) : ICodeBook
{
    private readonly Dictionary<EntityKind, Added> _added = [];

    /// <inheritdoc/>
    public string CodeOf(EntityKind kind, int number)
    {
        var list = committed[kind];
        return number <= list.Count ? list.CodeOf(number) : _added[kind].Codes[number - list.Count - 1];
    }

    /// <inheritdoc/>
    public int NumberOf(EntityKind kind, string code) =>
        committed[kind].NumberOf(code) is > 0 and var number ? number
        : _added.TryGetValue(kind, out var added) ? added.Numbers.GetValueOrDefault(code)
        : 0;

    /// <summary>Appends the codes that are new, in ordinal order.</summary>
    internal void Add(EntityKind kind, IEnumerable<string> codes)
    {
        var fresh = codes.Where(code => code.Length > 0 && NumberOf(kind, code) == 0)
            .Distinct().Order(StringComparer.Ordinal).ToArray();
        if (fresh.Length == 0)
        {
            return;
        }

        if (!_added.TryGetValue(kind, out var added))
        {
            _added[kind] = added = new([], []);
        }

        foreach (var code in fresh)
        {
            added.Codes.Add(code);
            added.Numbers.Add(code, committed[kind].Count + added.Codes.Count);
        }
    }

    /// <summary>The new codes, kinds in order.</summary>
    internal IReadOnlyList<(EntityKind Kind, IReadOnlyList<string> Codes)> Fresh() =>
        [.. _added.OrderBy(pair => pair.Key).Select(pair => (pair.Key, (IReadOnlyList<string>)pair.Value.Codes))];

    private sealed record Added(List<string> Codes, Dictionary<string, int> Numbers);
}
