using System.Runtime.InteropServices;
using Quartermaster.Domain;
using Quartermaster.Domain.Doors;
using Quartermaster.Domain.Tables;
using Quartermaster.Evaluation.Generation.Places;
using Quartermaster.Evaluation.Generation.Truth;

namespace Quartermaster.Evaluation.Generation;

/// <summary>Writes what is known of products and vendors: everything but what happened.</summary>
internal sealed class Assortment
{
    private readonly ITableWriter _tables;
    private readonly SampleRetail _sample;
    private readonly CategoryId[] _categories;
    private readonly OwnerId _retailer;
    private readonly OwnerId[] _sellers;

    internal Assortment(ITableWriter tables, SampleRetail sample)
    {
        (_tables, _sample) = (tables, sample);
        tables.AddCodes<CategoryId>(Category.All.Select(category => category.Code));
        tables.AddCodes<ProductId>(Enumerable.Range(0, sample.ProductCount).Select(ProductDraw.CodeOf));
        tables.AddCodes<VendorId>(
            Enumerable.Range(0, sample.AisleCount * VendorFact.PerAisle).Select(VendorFact.CodeOf));
        tables.AddCodes<OwnerId>(SellerCodes.Prepend(RetailerCode));
        tables.AddCodes<AttributeId>(["brand", "color", "price-band"]);
        tables.AddCodes<AttributeValueId>(ProductDraw.Brands.Concat(ProductDraw.Colors).Concat(ProductDraw.Bands));
        _categories = Array.ConvertAll(Category.All, category => tables.Find<CategoryId>(category.Code));
        _retailer = tables.Find<OwnerId>(RetailerCode);
        _sellers = [.. SellerCodes.Select(tables.Find<OwnerId>)];
    }

    /// <summary>The retailer's code in listings; elsewhere an empty owner means the retailer.</summary>
    internal static string RetailerCode => "retailer";

    /// <summary>Sellers beside the retailer.</summary>
    internal static IEnumerable<string> SellerCodes => Enumerable.Range(1, 12).Select(i => $"seller-{i:00}");

    /// <summary>Writes the products, prices, links, vendors and offers of one aisle.</summary>
    internal void Write(Aisle aisle)
    {
        var ids = Array.ConvertAll(aisle.Products, product => _tables.Find<ProductId>(product.Code));
        _tables.Put(
            [.. aisle.Products.Select((fact, i) => ProductOf(ids[i], fact))],
            ("name", Array.ConvertAll(aisle.Products, NameOf)));
        WriteAttributes(aisle, ids);
        WriteListings(aisle, ids);
        _tables.Put<Price>([.. aisle.Products.SelectMany((fact, i) => PricesOf(ids[i], fact, aisle.Prices[i]))]);
        _tables.Put<ProductLink>([.. aisle.Substitutes.SelectMany((links, i) => links.Select(link =>
            new ProductLink(ids[i], ids[link.Product], LinkKind.Substitute, 1, link.Share)))]);
        WriteVendors(aisle, ids);
    }

    private void WriteAttributes(Aisle aisle, ProductId[] ids)
    {
        var rows = new List<ProductAttribute>();
        for (var i = 0; i < ids.Length; i++)
        {
            var fact = aisle.Products[i];
            foreach (var (attribute, value) in new[]
                { ("brand", fact.Brand), ("color", fact.Color), ("price-band", fact.Band) })
            {
                rows.Add(new(
                    ids[i], _tables.Find<AttributeId>(attribute), _tables.Find<AttributeValueId>(value)));
            }
        }

        _tables.Append<ProductAttribute>(CollectionsMarshal.AsSpan(rows));
    }

    private void WriteListings(Aisle aisle, ProductId[] ids)
    {
        var rows = new List<Listing>();
        for (var i = 0; i < ids.Length; i++)
        {
            rows.Add(new(ids[i], _retailer, true, 0));
            if (aisle.Products[i].SellerShare > 0)
            {
                rows.Add(new(ids[i], _sellers[aisle.Products[i].Seller - 1], false, 0));
            }
        }

        _tables.Append<Listing>(CollectionsMarshal.AsSpan(rows));
    }

    private void WriteVendors(Aisle aisle, ProductId[] ids)
    {
        var vendors = Array.ConvertAll(aisle.Vendors, vendor => _tables.Find<VendorId>(vendor.Code));
        _tables.Put(
            [.. aisle.Vendors.Select((fact, i) => new Vendor(
                vendors[i], Money.Of(fact.MinimumOrder), fact.OrderWeekdays, fact.PaymentDays))],
            ("name", Array.ConvertAll(aisle.Vendors, fact => $"Vendor {fact.Code}")));
        var (offers, breaks) = (new List<Offer>(), new List<OfferBreak>());
        for (var i = 0; i < ids.Length; i++)
        {
            foreach (var offer in aisle.Offers[i].OrderBy(offer => offer.Vendor))
            {
                var vendor = aisle.Vendors[offer.Vendor];
                offers.Add(new(ids[i], vendors[offer.Vendor], default, Money.Of(offer.Cost),
                    aisle.Products[i].UnitsPerCase, offer.MinimumUnits, 1_000_000, vendor.StatedDays,
                    vendor.ReviewDays));
                if (offer.BreakUnits > 0)
                {
                    breaks.Add(new(
                        ids[i], vendors[offer.Vendor], default, offer.BreakUnits, Money.Of(offer.BreakCost)));
                }
            }
        }

        _tables.Append<Offer>(CollectionsMarshal.AsSpan(offers));
        _tables.Append<OfferBreak>(CollectionsMarshal.AsSpan(breaks));
    }

    private Product ProductOf(ProductId id, ProductFact fact) => new(
        id, _categories[fact.CategoryIndex], fact.Category.StorageClass, fact.VolumeCubicCentimeters,
        fact.WeightGrams, fact.UnitsPerCase, _sample.FirstDay.AddDays(fact.LaunchDay),
        fact.EndDay == int.MaxValue ? default : _sample.FirstDay.AddDays(fact.EndDay),
        fact.EndDay < _sample.Days ? ProductStatus.Ended
            : fact.EndDay == int.MaxValue ? ProductStatus.Active : ProductStatus.PhaseOut);

    private List<Price> PricesOf(ProductId id, ProductFact fact, PricePlan plan)
    {
        var rows = new List<Price>();
        foreach (var span in plan.Spans)
        {
            var isOpen = span.ToDay == _sample.AllDays - 1;
            rows.Add(new(id, default, default, _sample.FirstDay.AddDays(span.FromDay),
                isOpen ? default : _sample.FirstDay.AddDays(span.ToDay), new(span.Micros), span.Kind));
        }

        if (fact.SellerShare > 0)
        {
            rows.Add(new(id, _sellers[fact.Seller - 1], default,
                _sample.FirstDay.AddDays(Math.Max(0, fact.LaunchDay)), default, Money.Of(fact.Price), PriceKind.List));
        }

        return rows;
    }

    private static string NameOf(ProductFact fact) =>
        $"{fact.Category.Name}, {fact.Color}, {fact.Brand[(fact.Category.Code.Length + 1)..]}, no. {fact.Code[1..]}";
}
