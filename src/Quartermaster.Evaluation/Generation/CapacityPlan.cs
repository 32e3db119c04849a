using Quartermaster.Domain;
using Quartermaster.Domain.Doors;
using Quartermaster.Domain.Tables;
using Quartermaster.Evaluation.Generation.History;

namespace Quartermaster.Evaluation.Generation;

/// <summary>Gives each fulfillment center room for its history: two of them barely, the others with some to spare.
/// </summary>
internal static class CapacityPlan
{
    private const double Roomy = 1.35;
    private const double Tight = 0.97;

    /// <summary>Writes storage by class, inbound and outbound.</summary>
    internal static void Write(ITableWriter tables, HistoryWorld world, FacilityLoads loads)
    {
        var rows = new List<Capacity>();
        for (var center = 0; center < world.Centers.Length; center++)
        {
            var (facility, first) = (world.Centers[center], world.Sample.FirstDay);
            var isTight = center == 1 || center == 3;
            foreach (var storageClass in Enum.GetValues<StorageClass>())
            {
                var most = loads.MostCubicMeters(center, (int)storageClass);
                if (most > 0)
                {
                    var hard = Math.Round(Math.Max(1, most * (isTight ? Tight : Roomy)), 1);
                    rows.Add(new(facility, Resource.Storage, storageClass, first, Math.Round(hard * 0.9, 1), hard));
                }
            }

            Add(Resource.Inbound, loads.BusyReceived(center) * (center == 2 ? 1.0 : 1.5));
            Add(Resource.Outbound, loads.BusyShipped(center) * 1.5);

            void Add(Resource resource, double unitsPerDay)
            {
                var hard = Math.Max(20, Math.Round(unitsPerDay));
                rows.Add(new(facility, resource, StorageClass.Bin, first, Math.Round(hard * 0.9), hard));
            }
        }

        tables.Append<Capacity>([.. rows.OrderBy(row => row.Facility.Value)]);
    }
}
