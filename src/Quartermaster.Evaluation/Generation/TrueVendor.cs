using System.Globalization;
using Quartermaster.Domain;
using Quartermaster.Domain.Tables;

namespace Quartermaster.Evaluation.Generation;

/// <summary>The true parameters of a vendor.</summary>
/// <param name="Vendor">The vendor.</param>
/// <param name="MeanDays">Mean lead time, days.</param>
/// <param name="Shape">Shape of its gamma distribution.</param>
/// <param name="ShortShare">Share of lines that arrive short for good.</param>
/// <param name="PartShare">Share of lines that arrive in two parts.</param>
public readonly record struct TrueVendor(
    VendorId Vendor, double MeanDays, double Shape, double ShortShare, double PartShare) : IRow<TrueVendor>
{
    /// <inheritdoc/>
    public static TableSchema Schema { get; } = new("true_vendors", KeyLength: 1,
    [
        Column.Code<VendorId>("vendor", "the vendor"),
        Column.Number("mean_days", "mean lead time, days"),
        Column.Number("shape", "shape of its gamma distribution"),
        Column.Number("short_share", "share of lines that arrive short for good", 0, 1),
        Column.Number("part_share", "share of lines that arrive in two parts", 0, 1),
    ]);
}

/// <summary>The settings that a sample was made with: what a simulator needs to make its truth again.</summary>
/// <param name="Sample">The number of the sample's seed, in decimal digits.</param>
/// <param name="Products">Products asked for.</param>
/// <param name="Facilities">Fulfillment centers.</param>
/// <param name="FirstDay">First day of history.</param>
/// <param name="Days">Days of history.</param>
/// <param name="FutureDays">Days known after it.</param>
public readonly record struct TrueSample(
    Label Sample, int Products, int Facilities, DateOnly FirstDay, int Days, int FutureDays) : IRow<TrueSample>
{
    /// <inheritdoc/>
    public static TableSchema Schema { get; } = new("true_sample", KeyLength: 1,
    [
        Column.Label("sample", "the seed"),
        Column.Integer("products", "products asked for"),
        Column.Integer("facilities", "fulfillment centers"),
        Column.Day("first_day", "first day of history"),
        Column.Integer("days", "days of history"),
        Column.Integer("future_days", "days known after it"),
    ]);

    /// <summary>The row of a sample.</summary>
    public static TrueSample Of(SampleRetail sample) => new(
        Label.Of(sample.Seed.ToString(CultureInfo.InvariantCulture)),
        sample.Products, sample.Facilities, sample.FirstDay, sample.Days, sample.FutureDays);

    /// <summary>The settings again.</summary>
    public SampleRetail ToSample() => new()
    {
        Seed = ulong.Parse(Sample.ToString(), CultureInfo.InvariantCulture),
        Products = Products,
        Facilities = Facilities,
        FirstDay = FirstDay,
        Days = Days,
        FutureDays = FutureDays,
    };
}
