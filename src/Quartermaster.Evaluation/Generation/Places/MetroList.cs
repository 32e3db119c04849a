namespace Quartermaster.Evaluation.Generation.Places;

/// <summary>200 metropolitan areas of the United States, largest first: name; degrees north; degrees east; people in
/// thousands (2020 census, metropolitan statistical area); letter of the time zone.</summary>
internal static class MetroList
{
    internal const string Text = """
        New York, NY;40.71;-74.01;20140;E | Los Angeles, CA;34.05;-118.24;13201;P |
        Chicago, IL;41.88;-87.63;9619;C | Dallas, TX;32.78;-96.80;7637;C | Houston, TX;29.76;-95.37;7122;C |
        Washington, DC;38.91;-77.04;6385;E | Philadelphia, PA;39.95;-75.17;6245;E |
        Miami, FL;25.77;-80.19;6138;E | Atlanta, GA;33.75;-84.39;6090;E | Boston, MA;42.36;-71.06;4942;E |
        Phoenix, AZ;33.45;-112.07;4846;A | San Francisco, CA;37.77;-122.42;4749;P |
        Riverside, CA;33.98;-117.37;4600;P | Detroit, MI;42.33;-83.05;4392;D | Seattle, WA;47.61;-122.33;4019;P |
        Minneapolis, MN;44.98;-93.27;3690;C | San Diego, CA;32.72;-117.16;3299;P | Tampa, FL;27.95;-82.46;3175;E |
        Denver, CO;39.74;-104.99;2964;M | Baltimore, MD;39.29;-76.61;2844;E | St. Louis, MO;38.63;-90.20;2820;C |
        Orlando, FL;28.54;-81.38;2673;E | Charlotte, NC;35.23;-80.84;2660;E |
        San Antonio, TX;29.42;-98.49;2558;C | Portland, OR;45.52;-122.68;2513;P |
        Sacramento, CA;38.58;-121.49;2397;P | Pittsburgh, PA;40.44;-80.00;2371;E |
        Austin, TX;30.27;-97.74;2283;C | Las Vegas, NV;36.17;-115.14;2265;P | Cincinnati, OH;39.10;-84.51;2257;E |
        Kansas City, MO;39.10;-94.58;2192;C | Columbus, OH;39.96;-83.00;2139;E |
        Indianapolis, IN;39.77;-86.16;2111;I | Cleveland, OH;41.50;-81.69;2088;E |
        San Jose, CA;37.34;-121.89;2000;P | Nashville, TN;36.16;-86.78;1990;C |
        Virginia Beach, VA;36.85;-76.14;1800;E | Providence, RI;41.82;-71.41;1677;E |
        Jacksonville, FL;30.33;-81.66;1606;E | Milwaukee, WI;43.04;-87.91;1575;C |
        Oklahoma City, OK;35.47;-97.52;1426;C | Raleigh, NC;35.78;-78.64;1414;E |
        Memphis, TN;35.15;-90.05;1337;C | Richmond, VA;37.54;-77.44;1314;E | Louisville, KY;38.25;-85.76;1286;K |
        New Orleans, LA;29.95;-90.07;1272;C | Salt Lake City, UT;40.76;-111.89;1258;M |
        Hartford, CT;41.77;-72.67;1214;E | Buffalo, NY;42.89;-78.88;1167;E | Birmingham, AL;33.52;-86.80;1115;C |
        Rochester, NY;43.16;-77.61;1090;E | Grand Rapids, MI;42.96;-85.67;1088;D |
        Tucson, AZ;32.22;-110.97;1043;A | Honolulu, HI;21.31;-157.86;1017;H | Tulsa, OK;36.15;-95.99;1015;C |
        Fresno, CA;36.74;-119.79;1009;P | Worcester, MA;42.26;-71.80;978;E | Omaha, NE;41.26;-95.94;968;C |
        Bridgeport, CT;41.18;-73.19;957;E | Greenville, SC;34.85;-82.40;928;E |
        Albuquerque, NM;35.08;-106.65;917;M | Bakersfield, CA;35.37;-119.02;909;P |
        Albany, NY;42.65;-73.76;899;E | Knoxville, TN;35.96;-83.92;879;E | Baton Rouge, LA;30.45;-91.19;871;C |
        McAllen, TX;26.20;-98.23;871;C | El Paso, TX;31.76;-106.49;869;M | New Haven, CT;41.31;-72.92;865;E |
        Allentown, PA;40.60;-75.47;862;E | Oxnard, CA;34.20;-119.18;844;P | Sarasota, FL;27.34;-82.53;834;E |
        Columbia, SC;34.00;-81.03;829;E | Dayton, OH;39.76;-84.19;814;E | Charleston, SC;32.78;-79.93;800;E |
        Stockton, CA;37.96;-121.29;779;P | Greensboro, NC;36.07;-79.79;777;E | Boise, ID;43.62;-116.20;765;B |
        Cape Coral, FL;26.56;-81.95;761;E | Colorado Springs, CO;38.83;-104.82;755;M |
        Little Rock, AR;34.75;-92.29;748;C | Lakeland, FL;28.04;-81.95;725;E | Des Moines, IA;41.59;-93.62;709;C |
        Akron, OH;41.08;-81.52;702;E | Springfield, MA;42.10;-72.59;699;E | Poughkeepsie, NY;41.70;-73.92;698;E |
        Ogden, UT;41.22;-111.97;695;M | Madison, WI;43.07;-89.40;681;C | Winston-Salem, NC;36.10;-80.24;676;E |
        Provo, UT;40.23;-111.66;671;M | Daytona Beach, FL;29.21;-81.02;669;E | Syracuse, NY;43.05;-76.15;662;E |
        Durham, NC;35.99;-78.90;650;E | Wichita, KS;37.69;-97.34;648;C | Toledo, OH;41.65;-83.54;647;E |
        Jackson, MS;32.30;-90.18;620;C | Augusta, GA;33.47;-81.97;611;E | Palm Bay, FL;28.03;-80.59;607;E |
        Harrisburg, PA;40.27;-76.88;592;E | Spokane, WA;47.66;-117.43;586;P | Scranton, PA;41.41;-75.66;568;E |
        Chattanooga, TN;35.05;-85.31;563;E | Modesto, CA;37.64;-120.99;553;P | Lancaster, PA;40.04;-76.31;553;E |
        Portland, ME;43.66;-70.26;552;E | Fayetteville, AR;36.06;-94.16;547;C |
        Youngstown, OH;41.10;-80.65;541;E | Lansing, MI;42.73;-84.56;541;D | Fayetteville, NC;35.05;-78.88;521;E |
        Lexington, KY;38.04;-84.50;517;E | Pensacola, FL;30.42;-87.22;510;C | Huntsville, AL;34.73;-86.59;492;C |
        Reno, NV;39.53;-119.81;490;P | Santa Rosa, CA;38.44;-122.71;489;P | Myrtle Beach, SC;33.69;-78.89;488;E |
        Port St. Lucie, FL;27.29;-80.35;487;E | Lafayette, LA;30.22;-92.02;478;C |
        Springfield, MO;37.21;-93.29;475;C | Killeen, TX;31.12;-97.73;475;C | Visalia, CA;36.33;-119.29;473;P |
        Asheville, NC;35.60;-82.55;469;E | York, PA;39.96;-76.73;457;E | Vallejo, CA;38.10;-122.26;453;P |
        Santa Barbara, CA;34.42;-119.70;448;P | Salinas, CA;36.68;-121.66;439;P | Salem, OR;44.94;-123.04;433;P |
        Mobile, AL;30.69;-88.04;430;C | Reading, PA;40.34;-75.93;429;E | Manchester, NH;42.99;-71.46;423;E |
        Corpus Christi, TX;27.80;-97.40;422;C | Brownsville, TX;25.90;-97.50;421;C |
        Fort Wayne, IN;41.08;-85.14;419;I | Salisbury, MD;38.36;-75.60;419;E | Gulfport, MS;30.37;-89.09;416;C |
        Flint, MI;43.01;-83.69;406;D | Savannah, GA;32.08;-81.09;405;E | Peoria, IL;40.69;-89.59;402;C |
        Canton, OH;40.80;-81.38;401;E | Anchorage, AK;61.22;-149.90;398;X | Beaumont, TX;30.08;-94.13;397;C |
        Shreveport, LA;32.53;-93.75;393;C | Trenton, NJ;40.22;-74.76;387;E | Montgomery, AL;32.37;-86.30;386;C |
        Davenport, IA;41.52;-90.58;384;C | Tallahassee, FL;30.44;-84.28;384;E | Eugene, OR;44.05;-123.09;383;P |
        Naples, FL;26.14;-81.79;376;E | Ocala, FL;29.19;-82.14;376;E | Ann Arbor, MI;42.28;-83.74;372;D |
        Hickory, NC;35.73;-81.34;365;E | Huntington, WV;38.42;-82.45;359;E |
        Fort Collins, CO;40.59;-105.08;359;M | Lincoln, NE;40.81;-96.68;340;C |
        Gainesville, FL;29.65;-82.32;339;E | Rockford, IL;42.27;-89.09;338;C | Boulder, CO;40.01;-105.27;331;M |
        Greeley, CO;40.42;-104.71;329;M | Columbus, GA;32.46;-84.99;328;E | Green Bay, WI;44.51;-88.01;328;C |
        Spartanburg, SC;34.95;-81.93;328;E | South Bend, IN;41.68;-86.25;324;I | Lubbock, TX;33.58;-101.86;321;C |
        Clarksville, TN;36.53;-87.36;320;C | Roanoke, VA;37.27;-79.94;315;E | Evansville, IN;37.97;-87.57;314;C |
        Kingsport, TN;36.55;-82.56;307;E | Kennewick, WA;46.21;-119.14;304;P | Hagerstown, MD;39.64;-77.72;293;E |
        Duluth, MN;46.79;-92.10;291;C | Waco, TX;31.55;-97.15;277;C | Sioux Falls, SD;43.55;-96.73;277;C |
        Cedar Rapids, IA;41.98;-91.67;276;C | Bremerton, WA;47.57;-122.63;276;P | Erie, PA;42.13;-80.09;271;E |
        Amarillo, TX;35.22;-101.83;268;C | College Station, TX;30.63;-96.33;268;C |
        Laredo, TX;27.51;-99.51;267;C | Lynchburg, VA;37.41;-79.14;262;E | Charleston, WV;38.35;-81.63;258;E |
        Yakima, WA;46.60;-120.51;256;P | Fargo, ND;46.88;-96.79;250;C | Binghamton, NY;42.10;-75.91;247;E |
        Topeka, KS;39.05;-95.68;233;C | Tyler, TX;32.35;-95.30;233;C | Macon, GA;32.84;-83.63;233;E |
        Burlington, VT;44.48;-73.21;226;E | Medford, OR;42.33;-122.87;223;P | Las Cruces, NM;32.31;-106.78;220;M |
        Chico, CA;39.73;-121.84;212;P | Columbia, MO;38.95;-92.33;210;C | Yuma, AZ;32.69;-114.63;204;A |
        St. Cloud, MN;45.56;-94.16;199;C | Billings, MT;45.78;-108.50;184;M | Midland, TX;32.00;-102.08;175;C |
        Idaho Falls, ID;43.49;-112.03;157;B | Grand Junction, CO;39.06;-108.55;155;M |
        Santa Fe, NM;35.69;-105.94;155;M | Bangor, ME;44.80;-68.77;152;E | Rapid City, SD;44.08;-103.23;139;M |
        Bismarck, ND;46.81;-100.78;133;C | Missoula, MT;46.87;-113.99;118;M
        """;
}
