namespace Quartermaster.Evaluation.Generation.Places;

/// <summary>64 towns with large warehouses, ordered so that the first few already spread over the country: name;
/// degrees north; degrees east; letter of the time zone.</summary>
internal static class SiteList
{
    internal const string Text = """
        San Bernardino, CA;34.11;-117.29;P | Breinigsville, PA;40.54;-75.63;E | Dallas, TX;32.75;-96.80;C |
        Joliet, IL;41.53;-88.08;C | Union City, GA;33.59;-84.54;E | Sumner, WA;47.20;-122.24;P |
        Lakeland, FL;28.03;-82.00;E | Aurora, CO;39.74;-104.73;M | Etna, OH;39.96;-82.68;E |
        Tracy, CA;37.74;-121.43;P | Fall River, MA;41.70;-71.16;E | Katy, TX;29.79;-95.82;C |
        Shakopee, MN;44.80;-93.53;C | Goodyear, AZ;33.44;-112.36;A | Concord, NC;35.41;-80.58;E |
        Edgerton, KS;38.76;-95.01;C | Robbinsville, NJ;40.21;-74.60;E | Lebanon, TN;36.21;-86.29;C |
        Salt Lake City, UT;40.77;-112.02;M | Baltimore, MD;39.27;-76.55;E | Opa-locka, FL;25.90;-80.25;E |
        Romulus, MI;42.22;-83.40;D | Troutdale, OR;45.55;-122.39;P | Oklahoma City, OK;35.40;-97.60;C |
        Whitestown, IN;39.97;-86.33;I | Redlands, CA;34.06;-117.18;P | Schertz, TX;29.56;-98.27;C |
        Windsor, CT;41.85;-72.64;E | Edwardsville, IL;38.79;-90.05;C | Petersburg, VA;37.23;-77.40;E |
        North Las Vegas, NV;36.24;-115.10;P | Memphis, TN;35.02;-89.93;C | Sacramento, CA;38.67;-121.56;P |
        Jacksonville, FL;30.44;-81.65;E | Carlisle, PA;40.20;-77.20;E | Kenosha, WI;42.58;-87.93;C |
        Hebron, KY;39.06;-84.70;E | Bessemer, AL;33.38;-86.99;C | Spokane, WA;47.64;-117.55;P |
        Euclid, OH;41.58;-81.52;E | Albuquerque, NM;35.06;-106.80;M | Schodack, NY;42.53;-73.68;E |
        Garner, NC;35.70;-78.60;E | San Marcos, TX;29.88;-97.94;C | Nampa, ID;43.60;-116.54;B |
        Papillion, NE;41.13;-96.08;C | Oakley, CA;37.99;-121.69;P | Deltona, FL;28.91;-81.22;E |
        Imperial, PA;40.45;-80.25;E | Spartanburg, SC;34.92;-82.05;E | Tulsa, OK;36.21;-95.88;C |
        Shepherdsville, KY;37.99;-85.71;K | Swedesboro, NJ;39.75;-75.33;E | Bakersfield, CA;35.43;-119.05;P |
        Tucson, AZ;32.11;-110.88;A | Bondurant, IA;41.69;-93.46;C | Baton Rouge, LA;30.48;-91.12;C |
        El Paso, TX;31.69;-106.32;M | Syracuse, NY;43.12;-76.16;E | Port Wentworth, GA;32.17;-81.19;E |
        Fresno, CA;36.70;-119.75;P | Colorado Springs, CO;38.80;-104.68;M | Lansing, MI;42.67;-84.66;D |
        Fargo, ND;46.93;-96.82;C
        """;
}
