namespace Quartermaster.Evaluation.Charts;

/// <summary>A picture, described by what it shows; how it is drawn is the renderer's business.</summary>
/// <param name="Title">What it shows, in a few words.</param>
/// <param name="Caption">How to read it, in plain words.</param>
public abstract record Chart(string Title, string Caption);

/// <summary>History and what may come: a line, then bands that widen.</summary>
/// <param name="Title">What it shows.</param>
/// <param name="Caption">How to read it.</param>
/// <param name="FirstDay">The day of the first value.</param>
/// <param name="DaysPerPoint">Days between two points: 1 or 7.</param>
/// <param name="History">Units per period, oldest first.</param>
/// <param name="Bands">Forecast bands, widest first; they start after the history.</param>
/// <param name="Median">The middle of the forecast.</param>
/// <param name="Actual">What came later, if known, as dots; may be empty.</param>
/// <param name="Unit">What the vertical axis counts.</param>
public sealed record FanChart(
    string Title,
    string Caption,
    DateOnly FirstDay,
    int DaysPerPoint,
    IReadOnlyList<double> History,
    IReadOnlyList<FanBand> Bands,
    IReadOnlyList<double> Median,
    IReadOnlyList<double> Actual,
    string Unit) : Chart(Title, Caption);

/// <summary>One band of a fan.</summary>
/// <param name="Name">For example "8 in 10".</param>
/// <param name="Low">Lower edge per period.</param>
/// <param name="High">Upper edge per period.</param>
public sealed record FanBand(string Name, IReadOnlyList<double> Low, IReadOnlyList<double> High);

/// <summary>Lines or points on two measured axes, for example inventory against in-stock.</summary>
/// <param name="Title">What it shows.</param>
/// <param name="Caption">How to read it.</param>
/// <param name="Across">The horizontal axis.</param>
/// <param name="Up">The vertical axis.</param>
/// <param name="Series">What is drawn.</param>
public sealed record PlaneChart(string Title, string Caption, Axis Across, Axis Up, IReadOnlyList<PlaneSeries> Series)
    : Chart(Title, Caption);

/// <summary>An axis: what it measures and how numbers on it are written.</summary>
/// <param name="Name">With its unit.</param>
/// <param name="Format">A .NET numeric format, for example 0 or P1.</param>
/// <param name="FromZero">Whether the axis must show zero.</param>
public sealed record Axis(string Name, string Format = "#,0.##", bool FromZero = false);

/// <summary>One named series of points.</summary>
/// <param name="Name">Shown beside it.</param>
/// <param name="Points">In the order they are joined.</param>
/// <param name="Joined">Whether a line joins them.</param>
public sealed record PlaneSeries(string Name, IReadOnlyList<PlanePoint> Points, bool Joined);

/// <summary>A point, with an optional label.</summary>
/// <param name="X">Across.</param>
/// <param name="Y">Up.</param>
/// <param name="Label">Shown on hover; may be empty.</param>
public readonly record struct PlanePoint(double X, double Y, string Label = "");

/// <summary>A quantity as the sum of its reasons.</summary>
/// <param name="Title">What it shows.</param>
/// <param name="Caption">How to read it.</param>
/// <param name="Unit">What is counted.</param>
/// <param name="Steps">The reasons, in order.</param>
/// <param name="Total">What they add up to.</param>
/// <param name="TotalName">The name of the sum.</param>
public sealed record WaterfallChart(
    string Title, string Caption, string Unit, IReadOnlyList<WaterfallStep> Steps, double Total, string TotalName)
    : Chart(Title, Caption);

/// <summary>One reason of a waterfall.</summary>
/// <param name="Name">Why.</param>
/// <param name="Amount">How much, signed.</param>
public sealed record WaterfallStep(string Name, double Amount);

/// <summary>Numbers by row and column as shades.</summary>
/// <param name="Title">What it shows.</param>
/// <param name="Caption">How to read it.</param>
/// <param name="Rows">Row names, top first.</param>
/// <param name="Columns">Column names, left first.</param>
/// <param name="Values">Row after row; 0 or more, and 0 is left empty.</param>
/// <param name="Format">A .NET numeric format.</param>
/// <param name="Unit">What a value counts.</param>
/// <param name="EmptyName">What 0 means, in a few words.</param>
public sealed record HeatChart(
    string Title,
    string Caption,
    IReadOnlyList<string> Rows,
    IReadOnlyList<string> Columns,
    IReadOnlyList<double> Values,
    string Format,
    string Unit,
    string EmptyName) : Chart(Title, Caption);

/// <summary>Places and what flows between them.</summary>
/// <param name="Title">What it shows.</param>
/// <param name="Caption">How to read it.</param>
/// <param name="Places">Facilities and regions.</param>
/// <param name="Flows">Lines between places.</param>
public sealed record NetworkMap(
    string Title, string Caption, IReadOnlyList<MapPlace> Places, IReadOnlyList<MapFlow> Flows) : Chart(Title, Caption);

/// <summary>A place on the map.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Latitude">Degrees north.</param>
/// <param name="Longitude">Degrees east.</param>
/// <param name="Weight">Sets the size: population or units; 0 or more.</param>
/// <param name="Kind">What it is.</param>
public sealed record MapPlace(string Name, double Latitude, double Longitude, double Weight, MapPlaceKind Kind);

/// <summary>What a place on the map is.</summary>
public enum MapPlaceKind
{
    /// <summary>Where demand is.</summary>
    Region = 1,

    /// <summary>Where goods rest.</summary>
    Fulfillment = 2,

    /// <summary>Where parcels are sorted or handed over.</summary>
    Transit = 3,
}

/// <summary>A flow between two places.</summary>
/// <param name="From">Index of the place it leaves.</param>
/// <param name="To">Index of the place it reaches.</param>
/// <param name="Weight">Sets the width; 0 or more.</param>
public readonly record struct MapFlow(int From, int To, double Weight);

/// <summary>Paired differences with their intervals, one row per measure.</summary>
/// <param name="Title">What it shows.</param>
/// <param name="Caption">How to read it.</param>
/// <param name="Rows">The measures.</param>
public sealed record IntervalChart(string Title, string Caption, IReadOnlyList<IntervalRow> Rows) : Chart(Title,
    Caption);

/// <summary>One difference with its 95 % interval, as a share of the reference.</summary>
/// <param name="Name">The measure and against whom.</param>
/// <param name="Middle">The estimate.</param>
/// <param name="Low">Lower end.</param>
/// <param name="High">Upper end.</param>
/// <param name="LessIsBetter">Whether a fall is good.</param>
public sealed record IntervalRow(string Name, double Middle, double Low, double High, bool LessIsBetter);
