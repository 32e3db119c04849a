namespace Quartermaster.Systems.Tests.Commands;

/// <summary>Something bad that is imported, and who says so.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Table">Where it goes.</param>
/// <param name="Lines">The file.</param>
internal sealed record BadInput(string Name, string Table, string[] Lines)
{
    private const string Sales = "order,line,at,region,product,units,unit_price";
    private const string Prices = "product,from_day,to_day,unit_price,kind";
    private const string Events = "event,kind,category,first_day,last_day";
    private const string Vase = "vase,A vase,home,Bin,9000,1500,4";
    private const string Products = "product,name,category,storage_class,volume_cubic_centimeters,weight_grams,"
        + "units_per_case";

    private static readonly string[] s_lampDays = ["01-06", "01-08", "01-10", "01-11", "01-13"];

    /// <summary>Each case: what is imported, and who finds it by which rule.</summary>
    internal static IReadOnlyList<BadInput> Cases { get; } =
    [
        new("no number", "sales", [Sales, "Z,1,2025-02-20T10:00Z,dallas,lamp,NaN,32"]) { Import = "is not a number" },
        new("negative", "sales", [Sales, "Z,1,2025-02-20T10:00Z,dallas,lamp,-4,32"])
        {
            Import = "must be 1 to 1,000,000,000",
        },
        new("endless", "sales", [Sales, "Z,1,2025-02-20T10:00Z,dallas,lamp,inf,32"]) { Import = "is not a number" },
        new("key twice", "sales",
            [Sales, "Z,1,2025-02-20T10:00Z,dallas,lamp,1,32", "Z,1,2025-02-20T10:00Z,dallas,lamp,9,32"])
        {
            Import = "the same key is on several lines with different values; none was taken",
        },
        new("day twice", "views",
            ["product,day,in_stock_share,views", "lamp,2025-02-20,1,5", "lamp,2025-02-20,0.5,9"])
        {
            Import = "the same key is on several lines with different values; none was taken",
        },
        new("share beyond 1", "views", ["product,day,in_stock_share", "lamp,2025-02-20,1.5"])
        {
            Import = "must be 0 to 1",
        },
        new("shop's days missing", "sales",
            [.. World("sales").Where(line => !Of(line, "", "2025-02-11", "2025-02-13"))])
        {
            Replaces = true, Check = "days-without-any-sale: 2025-02-11, 2025-02-12, 2025-02-13",
        },
        new("product's days missing", "sales",
            [.. World("sales").Where(line => !Of(line, "bread", "2025-02-08", "2025-02-20"))])
        {
            Replaces = true, Forecast = ("bread", "2025-02-08", "regular-seller-silent"),
        },
        new("only zeros", "products", [Products, Vase]) { Check = "product-never-sold: vase" },
        new("one observation", "sales", [Sales, "Z,1,2025-02-20T10:00Z,dallas,vase,3,20"])
        {
            Before = ("products", [Products, Vase]), Check = "sold-on-one-day-only: vase",
        },
        new("spike", "sales", [Sales, "Z,1,2025-02-20T10:00Z,dallas,rug,10000000,145"])
        {
            Check = "day-beyond-belief: rug on 2025-02-20: 10000000 units (usual 1)",
            Forecast = ("rug", "2025-02-20", "day-beyond-belief"), Exit = 1,
        },
        new("spike alone", "sales", [Sales, "Z,1,2025-02-20T10:00Z,dallas,vase,10000000,20"])
        {
            Before = ("products", [Products, Vase]),
            Check = "day-beyond-belief: vase on 2025-02-20: 10000000 units (usual 100)",
            Forecast = ("vase", "2025-02-20", "day-beyond-belief"), Exit = 1,
        },
        new("large day", "sales", [Sales, "Z,1,2025-02-20T10:00Z,dallas,tea,1500,4.8"])
        {
            Check = "day-far-above-all-others: tea on 2025-02-20: 1503 units (usual 3)",
            Forecast = ("tea", "2025-02-20", "day-far-above-usual"), Range = 50,
        },
        new("slip of the pen", "sales", [Sales, "Z,1,2025-02-20T10:00Z,dallas,lamp,300,32"])
        {
            Check = "day-far-above-all-others: lamp on 2025-02-20: 300 units (usual 1)",
            Forecast = ("lamp", "2025-02-20", "day-far-above-usual"), Range = 50,
        },
        new("sold while out of stock", "views",
            ["product,day,in_stock_share", .. s_lampDays.Select(day => $"lamp,2025-{day},0")])
        {
            Check = "sold-while-out-of-stock: "
                + string.Join(", ", s_lampDays.Select(day => $"lamp on 2025-{day}: 1 units sold, none expected")),
            Forecast = ("lamp", "2025-01-06", "sold-while-out-of-stock"),
        },
        new("price of nothing", "prices", [Prices, "nothing,2025-03-10,,9,List"])
        {
            Check = "prices-of-unknown-product: nothing",
        },
        new("price not known", "prices", [Prices, "lamp,2025-03-10,,unknown,List"]) { Import = "is not a number" },
        new("price of no kind", "prices", [Prices, "lamp,2025-03-10,,9,Whim"]) { Import = "List" },
        new("prices that end", "prices",
            [Prices, .. World("prices").Skip(1).Select(line => line.Split(',')).Select(cells =>
                $"{cells[0]},{cells[1]},{(cells[0] == "lamp" ? "2025-03-01" : "")},{cells[2]},{cells[3]}")])
        {
            Replaces = true, Check = "price-not-known-ahead: lamp",
        },
        new("event of nothing", "events", [Events, "E,Promotion,nothing,2025-03-10,2025-03-12"])
        {
            Check = "event-of-unknown-category: E",
        },
        new("event backwards", "events", [Events, "E,Promotion,home,2025-03-12,2025-03-10"])
        {
            Check = "event-ends-before-it-begins: E",
        },
        new("price backwards", "prices", [Prices, "lamp,2025-03-10,2025-03-01,9,Promotion"])
        {
            Check = "price-ends-before-it-begins: lamp",
        },
        new("event of no kind", "events", [Events, "E,Whim,home,2025-03-10,2025-03-12"]) { Import = "Holiday" },
        new("events that end", "events", [Events, "E,Holiday,,2025-02-10,2025-02-10"])
        {
            Check = "no-event-to-come: E",
        },
    ];

    /// <summary>Another table that is imported before; null for none.</summary>
    internal (string Table, string[] Lines)? Before { get; init; }

    internal bool Replaces { get; init; }

    /// <summary>Part of the rule by which the import rejects it; null if it is taken.</summary>
    internal string? Import { get; init; }

    /// <summary>The check's rule and examples; null for none.</summary>
    internal string? Check { get; init; }

    /// <summary>The finding of the forecast; null for none.</summary>
    internal (string Product, string Day, string Rule)? Forecast { get; init; }

    /// <summary>The forecast's exit code.</summary>
    internal int Exit { get; init; }

    /// <summary>How many times more or less the forecast may be than without, of the product it is about.</summary>
    internal double Range { get; init; } = UsualRange;

    internal const double UsualRange = 1.6;

    private static string[] World(string table) =>
        File.ReadAllLines(Repository.PathOf("worlds", "corner-shop", table + ".csv"));

    // Whether a line of sales is of a product ("" for all) and of days.
    private static bool Of(string line, string product, string first, string last)
    {
        var cells = line.Split(',');
        var day = cells[2][..Math.Min(10, cells[2].Length)];
        return (product.Length == 0 || cells[4] == product)
            && string.CompareOrdinal(day, first) >= 0 && string.CompareOrdinal(day, last) <= 0;
    }
}
