namespace Quartermaster.Evaluation.Generation.Truth;

/// <summary>24 categories: code; name; usual price, $; spread of prices (log); grams; liters; storage class; margin %;
/// price elasticity; share of customers lost per day of waiting after the first, %; seasonal swing (log, %); day of the
/// year of its top; rise in the gift season (log, %); taste for the north (log, %); returns %; week-end demand (log,
/// %);
/// salvage %.</summary>
/// <remarks>Made up, within the ranges that the retail literature reports: elasticities −1.5 to −3 (Bijmolt, van Heerde
/// and Pieters 2005: mean −2.6), 1.5 % of sales per day of delivery time (Fisher, Gallino and Xu 2019) and more for
/// what
/// is needed now.</remarks>
internal static class CategoryList
{
    internal const string Text = """
        apparel-men;Men's clothing;26;.45;380;3;Bin;36;1.9;2.5;22;330;25;10;14;8;40
        apparel-women;Women's clothing;29;.5;330;3;Bin;40;2.1;2.5;18;120;22;0;20;10;40
        auto-care;Car care;19;.5;900;2.5;Hazmat;30;1.6;3;20;150;0;5;4;6;55
        baby;Baby;22;.5;700;5;Bin;27;1.5;7;5;200;5;0;6;-2;55
        beauty;Beauty;17;.5;220;.7;Bin;42;1.8;3.5;6;345;25;-5;4;4;45
        books;Books;14;.35;450;1.2;Bin;34;1.7;1.5;10;250;40;8;3;0;50
        cameras;Cameras and optics;130;.7;900;4;Bin;18;2.4;2.5;8;340;55;0;8;5;55
        coffee-tea;Coffee and tea;15;.4;600;1.8;Bin;32;1.7;6;14;15;18;10;1;-6;40
        computers;Computer accessories;38;.7;600;3;Bin;22;2.5;4;6;245;30;0;8;-6;55
        cookware;Cookware;34;.55;1600;8;Bin;35;1.9;2;8;330;40;0;6;8;60
        crafts;Crafts;13;.45;350;1.5;Bin;43;1.6;2.5;14;310;25;5;3;10;45
        furniture;Small furniture;95;.55;14000;70;Pallet;33;2;1.5;10;240;-5;0;10;14;55
        garden;Garden;32;.6;3200;16;Pallet;34;1.8;3;75;135;-20;-10;5;18;40
        grocery-fresh;Chilled food;9;.35;600;1;Chilled;24;1.6;10;6;340;15;0;1;12;10
        health;Health;16;.45;250;.6;Bin;38;1.4;8;10;20;0;0;2;-8;45
        kitchen-electric;Kitchen machines;62;.55;3400;18;Bin;26;2.3;2.5;8;335;50;0;8;6;60
        lighting;Lighting;27;.55;1100;7;Bin;36;1.8;2.5;25;335;12;8;7;8;50
        office;Office;18;.5;900;3;Bin;31;1.7;5;22;240;-10;0;3;-14;60
        outdoor;Outdoor and camping;48;.6;1800;11;Bin;35;2;2.5;55;175;5;0;8;12;50
        pet;Pets;21;.5;2200;5;Bin;26;1.4;7;3;30;5;0;3;0;50
        shoes;Shoes;52;.4;1000;9;Bin;37;2;2.5;14;110;15;0;18;8;40
        snow-winter;Winter goods;36;.5;1500;8;Bin;37;1.8;4;110;355;10;45;7;10;30
        tools;Tools;41;.6;1900;6;Bin;30;1.8;4;14;160;20;3;5;12;60
        toys;Toys and games;24;.5;800;5;Bin;34;2.2;3;10;345;95;0;5;10;45
        """;
}
