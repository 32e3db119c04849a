namespace Quartermaster.Evaluation.Charts;

/// <summary>Finds room for the names of points: beside the point, where no other name stands.</summary>
/// <param name="width">Of the picture.</param>
/// <param name="bottom">Names stand above this.</param>
internal sealed class LabelPlaces(double width, double bottom)
{
    // Of a letter of 11 pixels, and of a line of them.
    private const double Letter = 6.4, Above = 9, Below = 3;

    // From the point: right of it and below, as names stand where nothing is in their way, then around it.
    private static readonly (double Right, double Down)[] s_places =
        [(6, 14), (6, -6), (-6, 14), (-6, -6), (6, 26), (6, -18), (-6, 26), (-6, -18)];

    private readonly List<(double Left, double Top, double Right, double Bottom)> _taken = [];

    /// <summary>Where the name of a point stands, and whether it ends there; null if there is no room.</summary>
    /// <param name="x">The point.</param>
    /// <param name="y">The point.</param>
    /// <param name="label">Its name; nothing for none.</param>
    internal (double X, double Y, bool IsLeft)? Find(double x, double y, string label)
    {
        if (label.Length == 0)
        {
            return null;
        }

        foreach (var (right, down) in s_places)
        {
            var (at, wide) = (x + right, label.Length * Letter);
            var box = (Left: right < 0 ? at - wide : at, Top: y + down - Above,
                Right: right < 0 ? at : at + wide, Bottom: y + down + Below);
            if (box is { Left: >= 0, Top: >= 0 } && box.Right <= width && box.Bottom <= bottom
                && !_taken.Exists(one => one.Left < box.Right && box.Left < one.Right
                    && one.Top < box.Bottom && box.Top < one.Bottom))
            {
                _taken.Add(box);
                return (at, y + down, right < 0);
            }
        }

        return null;
    }
}
