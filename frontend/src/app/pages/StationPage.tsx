export const StationPage = () => null;
