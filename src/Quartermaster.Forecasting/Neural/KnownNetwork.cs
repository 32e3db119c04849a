namespace Quartermaster.Forecasting.Neural;

/// <summary>A network that was trained before, perhaps when there were fewer categories.</summary>
internal sealed record KnownNetwork(TrainedNetwork Network, CategoryNumbers Categories)
{
    /// <summary>Copies its weights into a network of the same sizes; categories that it does not know keep theirs.
    /// </summary>
    internal void CopyTo(TrainedNetwork other, CategoryNumbers numbers)
    {
        for (var i = 0; i < other.Parameters.Weights.Count; i++)
        {
            var (from, to) = (Network.Parameters.Weights[i], other.Parameters.Weights[i]);
            if (to != other.Weights.Category)
            {
                Network.Parameters.Of(from).CopyTo(other.Parameters.Of(to));
                continue;
            }

            foreach (var category in numbers.InOrder)
            {
                var known = Categories.Of(new(category));
                Network.Parameters.Of(from).Slice(known * from.Stride, from.Columns)
                    .CopyTo(other.Parameters.Of(to)[(numbers.Of(new(category)) * to.Stride)..]);
            }
        }

        other.Parameters.Refresh();
    }
}
