namespace Quartermaster.Storage.Import.KnownSets.OlistShop;

/// <summary>One delivered order; times are minutes since 1970 as written.</summary>
internal sealed record OlistOrder(string Code, string Customer, int Placed, int Shipped, int Delivered, int Promised);

/// <summary>One line of an order.</summary>
internal sealed record OlistItem(
    string Order, int Line, string Product, string Seller, long PriceMicros, long FreightMicros);

/// <summary>Who bought, and where they live.</summary>
internal sealed record OlistCustomer(string Person, string Zip, string State);

/// <summary>A product's category and size; 0 if not known.</summary>
internal sealed record OlistProduct(string Category, int Grams, int CubicCentimeters);

/// <summary>A point on the ground.</summary>
internal readonly record struct OlistPlace(double Latitude, double Longitude);

/// <summary>What is used of Olist's files: the delivered orders and whatever belongs to them.</summary>
internal sealed class OlistFiles
{
    /// <summary>By the minute they were placed, then by code.</summary>
    internal List<OlistOrder> Orders { get; } = [];

    /// <summary>Orders that were not delivered, or whose delivery has no time.</summary>
    internal int NotDelivered { get; private set; }

    /// <summary>By order, then line.</summary>
    internal List<OlistItem> Items { get; } = [];

    internal Dictionary<string, OlistCustomer> Customers { get; } = [];

    /// <summary>The zip prefix of each seller.</summary>
    internal Dictionary<string, string> Sellers { get; } = [];

    internal Dictionary<string, OlistProduct> Products { get; } = [];

    /// <summary>The middle of each zip prefix.</summary>
    internal Dictionary<string, OlistPlace> Zips { get; } = [];

    /// <exception cref="ImportException">A file is missing, is another one, or is damaged.</exception>
    internal static OlistFiles Read(string folder, IProgress<ImportProgress>? progress, CancellationToken cancel)
    {
        if (!Directory.Exists(folder))
        {
            throw new ImportException($"{folder} is no folder. Give the folder of the Olist data set's files.")
                { IsWrongUse = true };
        }

        var files = new OlistFiles();
        files.ReadOrders(folder, progress, cancel);
        files.ReadItems(folder, progress, cancel);
        Each("customers", ["customer_id", "customer_unique_id", "customer_zip_code_prefix", "customer_state"],
            sheet => files.Customers[sheet.Text(0)] = new(sheet.Text(1), sheet.Zip(2), sheet.Text(3)));
        Each("sellers", ["seller_id", "seller_zip_code_prefix"],
            sheet => files.Sellers[sheet.Text(0)] = sheet.Zip(1));
        Each("products", ["product_id", "product_category_name", "product_weight_g", "product_length_cm",
            "product_height_cm", "product_width_cm"],
            sheet => files.Products[sheet.Text(0)] = new(sheet.Text(1), (int)Math.Round(sheet.Number(2)),
                (int)Math.Round(sheet.Number(3) * sheet.Number(4) * sheet.Number(5))));
        files.ReadPlaces(folder, progress, cancel);
        return files;

        void Each(string name, string[] columns, Action<OlistSheet> take)
        {
            using var sheet = OlistSheet.Open(folder, name, columns, progress);
            while (sheet.Read(cancel))
            {
                take(sheet);
            }
        }
    }

    private void ReadOrders(string folder, IProgress<ImportProgress>? progress, CancellationToken cancel)
    {
        using var sheet = OlistSheet.Open(folder, "orders",
            ["order_id", "customer_id", "order_status", "order_purchase_timestamp", "order_delivered_carrier_date",
                "order_delivered_customer_date", "order_estimated_delivery_date"], progress);
        while (sheet.Read(cancel))
        {
            var order = new OlistOrder(
                sheet.Text(0), sheet.Text(1), sheet.Minute(3), sheet.Minute(4), sheet.Minute(5), sheet.Minute(6));
            if (sheet.Text(2) != "delivered" || order.Delivered < 0)
            {
                NotDelivered++;
            }
            else if (order.Placed < 0 || order.Delivered < order.Placed || order.Promised < 0)
            {
                throw sheet.Fault("a delivered order was bought, promised, and delivered after it was bought");
            }
            else
            {
                Orders.Add(order);
            }
        }

        Orders.Sort((left, right) => left.Placed != right.Placed
            ? left.Placed.CompareTo(right.Placed) : string.CompareOrdinal(left.Code, right.Code));
    }

    private void ReadItems(string folder, IProgress<ImportProgress>? progress, CancellationToken cancel)
    {
        var delivered = Orders.Select(order => order.Code).ToHashSet(StringComparer.Ordinal);
        using var sheet = OlistSheet.Open(folder, "order_items",
            ["order_id", "order_item_id", "product_id", "seller_id", "price", "freight_value"], progress);
        while (sheet.Read(cancel))
        {
            if (delivered.Contains(sheet.Text(0)))
            {
                Items.Add(new(sheet.Text(0), (int)sheet.Number(1), sheet.Text(2), sheet.Text(3), sheet.Micros(4),
                    sheet.Micros(5)));
            }
        }
    }

    // Several points stand for a zip prefix, a few of them far off: the middle one of each coordinate.
    private void ReadPlaces(string folder, IProgress<ImportProgress>? progress, CancellationToken cancel)
    {
        var points = new Dictionary<string, (List<double> Latitudes, List<double> Longitudes)>();
        using var sheet = OlistSheet.Open(folder, "geolocation",
            ["geolocation_zip_code_prefix", "geolocation_lat", "geolocation_lng"], progress);
        while (sheet.Read(cancel))
        {
            if (!points.TryGetValue(sheet.Zip(0), out var known))
            {
                points[sheet.Zip(0)] = known = ([], []);
            }

            known.Latitudes.Add(sheet.Number(1));
            known.Longitudes.Add(sheet.Number(2));
        }

        foreach (var (zip, known) in points)
        {
            Zips[zip] = new(Middle(known.Latitudes), Middle(known.Longitudes));
        }
    }

    internal static double Middle(List<double> values)
    {
        values.Sort();
        return values[values.Count / 2];
    }
}
