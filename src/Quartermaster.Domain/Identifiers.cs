namespace Quartermaster.Domain;

/// <summary>What an identifier stands for: each kind has its own list of codes in the catalog.</summary>
public enum EntityKind : byte
{
    /// <summary>What a customer can order.</summary>
    Product = 1,

    /// <summary>A group of products that behave alike.</summary>
    Category = 2,

    /// <summary>Who owns stock: the retailer or a seller.</summary>
    Owner = 3,

    /// <summary>Who sells to the retailer.</summary>
    Vendor = 4,

    /// <summary>A demand zone.</summary>
    Region = 5,

    /// <summary>A node goods pass through or rest in.</summary>
    Facility = 6,

    /// <summary>A directed connection by one mode.</summary>
    Lane = 7,

    /// <summary>A planned happening known ahead.</summary>
    Event = 8,

    /// <summary>An IANA time zone, for example America/Chicago.</summary>
    Zone = 9,

    /// <summary>The name of a product attribute, for example color.</summary>
    Attribute = 10,

    /// <summary>The value of a product attribute, for example red.</summary>
    AttributeValue = 11,

    /// <summary>What events that recur are called, for example Christmas.</summary>
    EventName = 12,
}

/// <summary>A dense number that stands for one of the user's codes: from 1; 0 means "none".</summary>
/// <typeparam name="TSelf">The identifier itself.</typeparam>
public interface IIdentifier<TSelf> where TSelf : unmanaged, IIdentifier<TSelf>
{
    /// <summary>The list of codes that the number points into.</summary>
    static abstract EntityKind Kind { get; }

    /// <summary>The identifier with a number.</summary>
    static abstract TSelf Of(int value);

    /// <summary>1 or more; 0 for none.</summary>
    int Value { get; }
}

/// <summary>What a customer can order.</summary>
/// <param name="Value">1 or more; 0 for none.</param>
public readonly record struct ProductId(int Value) : IIdentifier<ProductId>
{
    /// <inheritdoc/>
    public static EntityKind Kind => EntityKind.Product;

    /// <inheritdoc/>
    public static ProductId Of(int value) => new(value);
}

/// <summary>A group of products that behave alike.</summary>
/// <param name="Value">1 or more; 0 for none.</param>
public readonly record struct CategoryId(int Value) : IIdentifier<CategoryId>
{
    /// <inheritdoc/>
    public static EntityKind Kind => EntityKind.Category;

    /// <inheritdoc/>
    public static CategoryId Of(int value) => new(value);
}

/// <summary>Who owns stock: the retailer or a seller.</summary>
/// <param name="Value">1 or more; 0 for none.</param>
public readonly record struct OwnerId(int Value) : IIdentifier<OwnerId>
{
    /// <inheritdoc/>
    public static EntityKind Kind => EntityKind.Owner;

    /// <inheritdoc/>
    public static OwnerId Of(int value) => new(value);
}

/// <summary>A party that sells goods to the retailer.</summary>
/// <param name="Value">1 or more; 0 for none.</param>
public readonly record struct VendorId(int Value) : IIdentifier<VendorId>
{
    /// <inheritdoc/>
    public static EntityKind Kind => EntityKind.Vendor;

    /// <inheritdoc/>
    public static VendorId Of(int value) => new(value);
}

/// <summary>A demand zone: a metro, a ZIP3, a county.</summary>
/// <param name="Value">1 or more; 0 for none.</param>
public readonly record struct RegionId(int Value) : IIdentifier<RegionId>
{
    /// <inheritdoc/>
    public static EntityKind Kind => EntityKind.Region;

    /// <inheritdoc/>
    public static RegionId Of(int value) => new(value);
}

/// <summary>A node where goods rest or pass through.</summary>
/// <param name="Value">1 or more; 0 for none.</param>
public readonly record struct FacilityId(int Value) : IIdentifier<FacilityId>
{
    /// <inheritdoc/>
    public static EntityKind Kind => EntityKind.Facility;

    /// <inheritdoc/>
    public static FacilityId Of(int value) => new(value);
}

/// <summary>A directed connection between facilities, or a facility and a region, by one mode.</summary>
/// <param name="Value">1 or more; 0 for none.</param>
public readonly record struct LaneId(int Value) : IIdentifier<LaneId>
{
    /// <inheritdoc/>
    public static EntityKind Kind => EntityKind.Lane;

    /// <inheritdoc/>
    public static LaneId Of(int value) => new(value);
}

/// <summary>A planned happening known ahead.</summary>
/// <param name="Value">1 or more; 0 for none.</param>
public readonly record struct EventId(int Value) : IIdentifier<EventId>
{
    /// <inheritdoc/>
    public static EntityKind Kind => EntityKind.Event;

    /// <inheritdoc/>
    public static EventId Of(int value) => new(value);
}

/// <summary>What events that recur are called.</summary>
/// <param name="Value">1 or more; 0 for none.</param>
public readonly record struct EventNameId(int Value) : IIdentifier<EventNameId>
{
    /// <inheritdoc/>
    public static EntityKind Kind => EntityKind.EventName;

    /// <inheritdoc/>
    public static EventNameId Of(int value) => new(value);
}

/// <summary>An IANA time zone.</summary>
/// <param name="Value">1 or more; 0 for none.</param>
public readonly record struct ZoneId(int Value) : IIdentifier<ZoneId>
{
    /// <inheritdoc/>
    public static EntityKind Kind => EntityKind.Zone;

    /// <inheritdoc/>
    public static ZoneId Of(int value) => new(value);
}

/// <summary>The name of a product attribute.</summary>
/// <param name="Value">1 or more; 0 for none.</param>
public readonly record struct AttributeId(int Value) : IIdentifier<AttributeId>
{
    /// <inheritdoc/>
    public static EntityKind Kind => EntityKind.Attribute;

    /// <inheritdoc/>
    public static AttributeId Of(int value) => new(value);
}

/// <summary>The value of a product attribute.</summary>
/// <param name="Value">1 or more; 0 for none.</param>
public readonly record struct AttributeValueId(int Value) : IIdentifier<AttributeValueId>
{
    /// <inheritdoc/>
    public static EntityKind Kind => EntityKind.AttributeValue;

    /// <inheritdoc/>
    public static AttributeValueId Of(int value) => new(value);
}
