use super::Words;

/// Titles and abbreviations that news in many languages shares.
pub(super) const WORDS: Words = Words {
    before_name: &[
        "Dr", "Prof", "Mr", "Mrs", "Ms", "St", "Gen", "Lt", "Col", "Maj", "Capt", "Sgt", "Brig", "vs", "cf", "ca",
        "Mgr", "Ing", "Mt", "Ft", "Msgr", "Hon", "Pres", "Rev", "Ph", "Jl", "Jln", "Jend", "Kol", "Gov", "Sen", "Rep",
    ],
    before_number: &[
        "no", "nos", "nr", "art", "vol", "pp", "p", "fig", "tel", "tlp", "n", "nº", "op",
    ],
    closing: &["etc", "dll", "dsb", "dst", "dkk"],
    either: &[
        "Inc", "Ltd", "Corp", "Co", "Jr", "Sr", "Bros", "Pte", "LLC", "Llc", "Plc", "Tbk", "Bhd", "Sdn", "al",
    ],
    ..Words::NONE
};
