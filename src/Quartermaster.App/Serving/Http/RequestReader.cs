using System.Globalization;
using Quartermaster.App.Serving.Http.Contracts;
using Quartermaster.App.Serving.Plane;
using Quartermaster.Domain;
using Quartermaster.Domain.Routes;
using Quartermaster.Domain.Tables;
using Quartermaster.Storage.Import;

namespace Quartermaster.App.Serving.Http;

/// <summary>Turns what a request says into what engines read; what it cannot is a problem that says why.</summary>
internal static class RequestReader
{
    internal const int MostLines = 100;
    internal const int MostUnits = 100_000;
    internal const int MostCode = 100;

    private static readonly Speed[] s_all =
        [Speed.TwoHour, Speed.SameDay, Speed.OneDay, Speed.TwoDay, Speed.Standard];

    /// <summary>All speeds, fastest first.</summary>
    internal static ReadOnlySpan<Speed> AllSpeeds => s_all;

    /// <summary>A cart, by product identifier; a product that stands on several lines is counted together.</summary>
    internal static CartLine[] Cart(PlaneView view, IReadOnlyList<ItemAsk> items) =>
        Cart(view, items.Count, i => items[i] is { } item ? (item.Product, item.Units)
            : throw Bad($"/items/{i}", "The item is null.", "Give a product and units, or leave it out."));

    /// <summary>The same of items however they are written.</summary>
    internal static CartLine[] Cart(PlaneView view, int count, Func<int, (string Product, int Units)> itemOf)
    {
        if (count is 0 or > MostLines)
        {
            throw Bad("/items", $"There are {count} items.", $"Ask for 1 to {MostLines}.");
        }

        var cart = new CartLine[count];
        var lines = 0;
        for (var i = 0; i < count; i++)
        {
            var (code, units) = itemOf(i);
            if (view.FindProduct(code) is not { Value: > 0 } product)
            {
                throw Unknown("product", code, $"/items/{i}/product");
            }

            if (units is < 1 or > MostUnits)
            {
                throw Bad($"/items/{i}/units", Text($"{units} units are asked for."), "Ask for 1 to 100,000.");
            }

            lines += Add(cart.AsSpan(0, lines + 1), product, units, i) ? 1 : 0;
        }

        Array.Resize(ref cart, lines);
        Array.Sort(cart, (one, other) => one.Product.Value.CompareTo(other.Product.Value));
        return cart;
    }

    /// <summary>A product that the products table has.</summary>
    internal static ProductId Product(PlaneView view, string code, string at) =>
        view.FindProduct(code) is { Value: > 0 } product ? product
            : throw Unknown("product", code, at);

    /// <summary>A facility that the facilities table has.</summary>
    internal static FacilityId Facility(PlaneView view, string code, string at) =>
        view.FindFacility(code) is { Value: > 0 } facility ? facility
            : throw Unknown("facility", code, at);

    /// <summary>A region that the regions table has.</summary>
    /// <summary>Where to: by its region, or by its postal code and country.</summary>
    internal static RegionId Region(PlaneView view, Destination destination) =>
        (destination.Region, destination.PostalCode, destination.Country) switch
        {
            ({ } region, null, null) => Region(view, region),
            (null, { } code, { } country) => Region(view, country, code),
            (null, { }, null) => throw Bad("/destination/country", "A postal code is given without its country.",
                "Name the country by two letters, for example US."),
            _ => throw Bad("/destination", "The destination is not a region, or a postal code with its country.",
                "Give a region, or a postal_code and a country: one of the two."),
        };

    /// <summary>The region of a postal code.</summary>
    internal static RegionId Region(PlaneView view, string country, string code)
    {
        const string At = "/destination/postal_code";
        var (book, shown) = (view.Parts.Postal, $"{Short(country)}-{Short(code)}");
        var region = book.Find(country, code);
        return region.Value > 0 && view.Parts.Routes.Knows(region) ? region
            : book.Count == 0 ? throw Bad(At, "No postal codes are known here.",
                "Import the table postal, or give a region.")
            : !book.Knows(country) ? throw Bad("/destination/country",
                $"No postal codes of the country '{Short(country)}' are known.",
                "Name the country by two letters, for example US, import its prefixes, or give a region.")
            : throw Bad(At, region.Value > 0 ? $"{shown} lies in a region that is not in the table regions."
                : $"No prefix in the table postal fits {shown}.",
                "Correct the code, import its prefix and region, or give a region.");
    }

    /// <summary>A region that the regions table has.</summary>
    internal static RegionId Region(PlaneView view, string code) => view.FindRegion(code) is { } region ? region.Id
        : throw Bad("/destination/region", $"There is no region '{Short(code)}'.",
            $"Regions are for example {string.Join(", ", view.SomeRegions())}; import it, or correct the code.");

    /// <summary>The speeds asked for, fastest first; all where none is named.</summary>
    internal static Speed[] Speeds(IReadOnlyList<string>? names)
    {
        if (names is not { Count: > 0 })
        {
            return s_all;
        }

        if (names.Count > s_all.Length)
        {
            throw Bad("/speeds", $"{names.Count} speeds are asked for.", "Name each once, or none for all.");
        }

        return [.. names.Select((name, i) => SpeedOf(name, $"/speeds/{i}")).Distinct().Order()];
    }

    /// <summary>A speed.</summary>
    internal static Speed SpeedOf(string? name, string at) => name is not null && SpeedText.Parse(name) is { } speed
        ? speed : throw Bad(at, $"There is no speed '{Short(name)}'.",
            "Speeds are two_hour, same_day, one_day, two_day and standard.");

    /// <summary>An instant; now where none is named.</summary>
    internal static Instant Time(string? text, Instant now, string at) => text is null ? now
        : text.Length <= 40 && InstantText.Parse(text) is { } instant ? instant
        : throw Bad(at, $"'{Short(text)}' is not a time.", "Write for example 2025-03-04T10:30Z.");

    /// <summary>A name that somebody else gave: 1 to 100 characters, none of which is a control character.</summary>
    internal static string Code(string code, string at) =>
        code.Length is > 0 and <= MostCode && !code.Any(char.IsControl) && !code.Any(char.IsSurrogate) ? code
            : throw Bad(at, $"The code has {code.Length} characters, or such as cannot be shown.",
                $"Use 1 to {MostCode} characters that can be shown.");

    /// <summary>A problem with a value.</summary>
    internal static ProblemException Bad(string at, string found, string next) => new(Problem.Field(at, found, next));

    /// <summary>So much of a text that a message stays readable.</summary>
    internal static string Short(string? text) => text is null ? "null" : text.Length <= 60 ? text : text[..60] + "…";

    /// <summary>So much of a code that it can be told by it, without what cannot be shown.</summary>
    internal static string Shown(string? code) => code is null ? ""
        : string.Concat(code.Take(MostCode).Where(letter => !char.IsControl(letter) && !char.IsSurrogate(letter)));

    // True where it is a line of its own; the last of the lines is for that.
    private static bool Add(Span<CartLine> lines, ProductId product, int units, int item)
    {
        for (var i = 0; i < lines.Length - 1; i++)
        {
            if (lines[i].Product == product)
            {
                var sum = lines[i].Units + units;
                lines[i] = sum <= MostUnits ? new(product, sum) : throw Bad($"/items/{item}/units",
                    Text($"{sum} units of one product are asked for."), "Ask for at most 100,000.");
                return false;
            }
        }

        lines[^1] = new(product, units);
        return true;
    }

    private static ProblemException Unknown(string what, string code, string at) =>
        Bad(at, $"There is no {what} '{Short(code)}'.", "Import it, or correct the code.");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
