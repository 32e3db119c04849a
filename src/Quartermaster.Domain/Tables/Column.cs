namespace Quartermaster.Domain.Tables;

/// <summary>How a column is written in files.</summary>
public enum ColumnType : byte
{
    /// <summary>The user's code for an entity; a number in memory (the catalog translates).</summary>
    Code = 1,

    /// <summary>Text of any length that no engine reads; never held in rows.</summary>
    Text = 2,

    /// <summary>Short text by value, <see cref="Domain.Label"/>.</summary>
    Label = 3,

    /// <summary>A whole number, 32 bits.</summary>
    Integer = 4,

    /// <summary>A real number, 64 bits.</summary>
    Number = 5,

    /// <summary>An exact amount: integer micros in files, decimal in text.</summary>
    Money = 6,

    /// <summary>A calendar day.</summary>
    Day = 7,

    /// <summary>A UTC instant with milliseconds.</summary>
    Instant = 8,

    /// <summary>One of a list of names.</summary>
    Choice = 9,

    /// <summary>true or false.</summary>
    Flag = 10,

    /// <summary>A whole number, 64 bits: in runs, not in tables that people import.</summary>
    Long = 11,

    /// <summary>An exact total of amounts, 128 bits of micros: in runs, not in tables that people import.</summary>
    Total = 12,
}

/// <summary>One column of a table: its name in files, its type, and the rule that a value must obey.</summary>
/// <param name="Name">snake_case; the row's property has the same name in PascalCase, or Id if that is its own name.
/// </param>
/// <param name="Type">How it is written.</param>
/// <param name="Meaning">One phrase for the documentation, with the unit.</param>
public sealed record Column(string Name, ColumnType Type, string Meaning)
{
    /// <summary>For <see cref="ColumnType.Code"/>: whose code.</summary>
    public EntityKind Entity { get; init; }

    /// <summary>For <see cref="ColumnType.Choice"/>: the enumeration whose names are allowed.</summary>
    public Type? Choices { get; init; }

    /// <summary>Whether a value may be missing; it then is the type's default (0, none, not known).</summary>
    public bool IsOptional { get; init; }

    /// <summary>What a missing value of a number, integer, money, flag or choice column becomes.</summary>
    public double Default { get; init; }

    /// <summary>The least value allowed; for money in currency units.</summary>
    public double Least { get; init; } = double.NegativeInfinity;

    /// <summary>The greatest value allowed; for money in currency units.</summary>
    public double Most { get; init; } = double.PositiveInfinity;

    /// <summary>The same column, whose value may be missing.</summary>
    /// <param name="value">What a missing value becomes.</param>
    public Column Or(double value = 0) => this with { IsOptional = true, Default = value };

    /// <summary>The user's code of an entity.</summary>
    public static Column Code<TId>(string name, string meaning) where TId : unmanaged, IIdentifier<TId> =>
        new(name, ColumnType.Code, meaning) { Entity = TId.Kind };

    /// <summary>Text that no engine reads.</summary>
    public static Column Text(string name, string meaning) =>
        new(name, ColumnType.Text, meaning) { IsOptional = true };

    /// <summary>Short text by value.</summary>
    public static Column Label(string name, string meaning) => new(name, ColumnType.Label, meaning);

    /// <summary>A whole number within limits.</summary>
    public static Column Integer(string name, string meaning, int least = 0, int most = 1_000_000_000) =>
        new(name, ColumnType.Integer, meaning) { Least = least, Most = most };

    /// <summary>A real number within limits.</summary>
    public static Column Number(string name, string meaning, double least = 0, double most = 1e9) =>
        new(name, ColumnType.Number, meaning) { Least = least, Most = most };

    /// <summary>An exact amount, 0 to 10⁹ currency units.</summary>
    public static Column Money(string name, string meaning, double least = 0) =>
        new(name, ColumnType.Money, meaning) { Least = least, Most = 1e9 };

    /// <summary>A calendar day.</summary>
    public static Column Day(string name, string meaning) => new(name, ColumnType.Day, meaning);

    /// <summary>A UTC instant.</summary>
    public static Column Instant(string name, string meaning) => new(name, ColumnType.Instant, meaning);

    /// <summary>One of the names of an enumeration.</summary>
    public static Column Choice<TEnum>(string name, string meaning) where TEnum : unmanaged, Enum =>
        new(name, ColumnType.Choice, meaning) { Choices = typeof(TEnum) };

    /// <summary>true or false.</summary>
    public static Column Flag(string name, string meaning) => new(name, ColumnType.Flag, meaning);
}
