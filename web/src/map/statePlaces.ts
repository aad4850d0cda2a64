/** Where the postal abbreviation of each state with room for it is written: about its middle, WGS84 degrees, placed by eye. */
const places =
  "AL -86.8 32.8;AK -152.5 64.6;AZ -111.7 34.4;AR -92.4 34.8;CA -119.6 37.2;CO -105.5 39;FL -81.7 28.1;GA -83.4 32.7;HI -155.5 19.6;ID -114.5 44.1;IL -89.2 40;IN -86.2 39.9;IA -93.5 42.1;KS -98.4 38.5;KY -85.3 37.5;LA -92.5 31;ME -69.2 45.3;MI -84.7 43.4;MN -94.6 46.3;MS -89.7 32.7;MO -92.5 38.4;MT -109.6 47;NE -99.8 41.5;NV -116.8 39.3;NM -106.1 34.4;NY -75.5 42.9;NC -79.3 35.5;ND -100.5 47.5;OH -82.8 40.3;OK -97.5 35.6;OR -120.6 43.9;PA -77.8 40.9;SC -80.9 33.9;SD -100.2 44.4;TN -86.4 35.8;TX -99.3 31.4;UT -111.7 39.3;VA -78.7 37.5;WA -120.5 47.4;WV -80.7 38.6;WI -90 44.6;WY -107.5 43";

/** State abbreviations as points with a `name`. */
export const statePlaces: GeoJSON.FeatureCollection = {
  type: "FeatureCollection",
  features: places.split(";").map((place) => {
    const [name = "", lon, lat] = place.split(" ");
    return {
      type: "Feature",
      properties: { name },
      geometry: { type: "Point", coordinates: [Number(lon), Number(lat)] },
    };
  }),
};
