"""Cars that the virtual stations charge: parametric charging curves and the catalogue of them."""
