namespace Quartermaster.Domain.Catalog;

/// <summary>One version of the workspace's catalog: what each number stands for. Immutable.</summary>
/// <remarks>A later version only appends. A run names its version by the counts of its lists.</remarks>
public sealed class CatalogVersion
{
    private readonly CodeList[] _lists;

    private CatalogVersion(CodeList[] lists) => _lists = lists;

    /// <summary>No codes at all.</summary>
    public static CatalogVersion Empty { get; } =
        new([.. Enumerable.Repeat(CodeList.Empty, (int)Enum.GetValues<EntityKind>().Max() + 1)]);

    /// <summary>The codes of one kind.</summary>
    public CodeList this[EntityKind kind] => _lists[(int)kind];

    /// <summary>The codes of the kind that an identifier has.</summary>
    public CodeList Of<TId>() where TId : unmanaged, IIdentifier<TId> => this[TId.Kind];

    /// <summary>The identifier of a code; none if it is unknown.</summary>
    public TId Find<TId>(string code) where TId : unmanaged, IIdentifier<TId> => TId.Of(Of<TId>().NumberOf(code));

    /// <summary>The code of an identifier; empty for none.</summary>
    public string CodeOf<TId>(TId id) where TId : unmanaged, IIdentifier<TId> => Of<TId>().CodeOf(id.Value);

    /// <summary>The key for keyed draws of an identifier.</summary>
    public ulong KeyOf<TId>(TId id) where TId : unmanaged, IIdentifier<TId> => Of<TId>().KeyOf(id.Value);

    /// <summary>This version and the codes not yet in it, appended in ordinal order.</summary>
    public CatalogVersion With(EntityKind kind, IEnumerable<string> codes)
    {
        var list = this[kind].With(codes);
        return list == this[kind] ? this : WithList(kind, list);
    }

    /// <summary>This version with one list replaced: only for stores that read a version back.</summary>
    public CatalogVersion WithList(EntityKind kind, CodeList list)
    {
        var lists = (CodeList[])_lists.Clone();
        lists[(int)kind] = list;
        return new(lists);
    }
}
