global using OfoxPS.UnitTests;
