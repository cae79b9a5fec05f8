export default {
  build: { target: "es2022" },
  // In development the module must stay beside its script.
  optimizeDeps: { exclude: ["perks"] },
};
