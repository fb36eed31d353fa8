const { leak } = require("./leak.cjs");

leak(process.argv[2]).then((result) => console.log(JSON.stringify(result)));
