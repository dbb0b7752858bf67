//! Go programs in every format, made by hand, and so short that a test can break each of their bytes. They contain only
//! what leads to their build info. For the sources see the engine's `buildinfo`.
use std::path::Path;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Linux and the BSDs.
    Elf(Numbers),
    /// Windows, whose numbers are always little-endian.
    Pe {
        /// Whether it is for 64-bit machines.
        wide: bool,
    },
    /// macOS.
    MachO(Numbers),
    /// macOS, for several architectures.
    Fat(Numbers),
}

/// The size and byte order of a format's numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Numbers {
    /// Whether addresses have eight bytes instead of four.
    pub wide: bool,
    /// Whether numbers are big-endian.
    pub big: bool,
}

impl Format {
    pub const ALL: [Self; 14] = [
        Self::Elf(WIDE),
        Self::Elf(NARROW),
        Self::Elf(WIDE_BIG),
        Self::Elf(NARROW_BIG),
        Self::Pe { wide: true },
        Self::Pe { wide: false },
        Self::MachO(WIDE),
        Self::MachO(NARROW),
        Self::MachO(WIDE_BIG),
        Self::MachO(NARROW_BIG),
        Self::Fat(WIDE),
        Self::Fat(NARROW),
        Self::Fat(WIDE_BIG),
        Self::Fat(NARROW_BIG),
    ];

    /// The format of this machine's system.
    pub fn here() -> Self {
        match std::env::consts::OS {
            "windows" => Self::Pe { wide: true },
            "macos" => Self::MachO(WIDE),
            _ => Self::Elf(WIDE),
        }
    }

    fn numbers(self) -> Numbers {
        match self {
            Self::Elf(numbers) | Self::MachO(numbers) | Self::Fat(numbers) => numbers,
            Self::Pe { wide } => Numbers { wide, big: false },
        }
    }
}

const WIDE: Numbers = Numbers { wide: true, big: false };
const NARROW: Numbers = Numbers { wide: false, big: false };
const WIDE_BIG: Numbers = Numbers { wide: true, big: true };
const NARROW_BIG: Numbers = Numbers { wide: false, big: true };

/// The address of the data in a running program.
pub const ADDRESS: u64 = 0x0040_1000;

/// The address at which Windows loads a program.
const BASE: u64 = 0x0040_0000;

/// The position of the data in the file.
const OFFSET: usize = 0x200;

#[derive(Clone, Debug)]
pub struct Program {
    pub format: Format,
    /// The data, with the build info.
    pub data: Vec<u8>,
    /// The length of the data, as stated in the file.
    pub data_length: u64,
    /// Whether the section with the build info has its name.
    pub is_named: bool,
}

impl Program {
    /// A program of Go 1.18 or later: the version of Go and the text follow the header.
    pub fn new(format: Format, go: &str, text: &str) -> Self {
        let mut data = b"\xff Go buildinf:\x08\x02".to_vec();
        data.resize(32, 0);
        for string in [go.as_bytes(), &framed(text)] {
            data.extend(varint(string.len() as u64));
            data.extend(string);
        }
        Self::with_data(format, data)
    }

    /// A program of Go 1.13 to 1.17: the header has the addresses of two strings.
    pub fn old(format: Format, go: &str, text: &str) -> Self {
        let numbers = format.numbers();
        let word = if numbers.wide { 8 } else { 4 };
        let text = framed(text);
        let mut data = Writer { bytes: b"\xff Go buildinf:".to_vec(), numbers };
        data.bytes.extend([word, u8::from(numbers.big)]);
        let word = u64::from(word);
        let (strings, texts) = (ADDRESS + 32, ADDRESS + 32 + 4 * word);
        data.words(&[strings, strings + 2 * word]);
        data.bytes.resize(32, 0);
        data.words(&[texts, go.len() as u64, texts + go.len() as u64, text.len() as u64]);
        data.bytes.extend(go.as_bytes());
        data.bytes.extend(text);
        Self::with_data(format, data.bytes)
    }

    pub fn with_data(format: Format, data: Vec<u8>) -> Self {
        Self { format, data_length: data.len() as u64, data, is_named: true }
    }

    pub fn bytes(&self) -> Vec<u8> {
        let mut file = Writer { bytes: Vec::new(), numbers: self.format.numbers() };
        match self.format {
            Format::Elf(_) => self.elf(&mut file),
            Format::Pe { wide } => self.pe(&mut file, wide),
            Format::MachO(_) => self.macho(&mut file),
            Format::Fat(numbers) => {
                let inner = Self { format: Format::MachO(numbers), ..self.clone() }.bytes();
                // Magic, count, then the program's architecture in two numbers, its position, length and alignment.
                for number in [0xCAFE_BABE, 1, 7, 3, 64, u32::try_from(inner.len()).unwrap(), 6] {
                    file.bytes.extend(number.to_be_bytes());
                }
                file.bytes.resize(64, 0);
                file.bytes.extend(inner);
            }
        }
        file.bytes
    }

    fn put_data(&self, file: &mut Writer) {
        assert!(file.bytes.len() <= OFFSET);
        file.bytes.resize(OFFSET, 0);
        file.bytes.extend(&self.data);
    }

    fn elf(&self, file: &mut Writer) {
        let Numbers { wide, big } = file.numbers;
        let pick = |narrow: u64, wider: u64| if wide { wider } else { narrow };
        let names = [&b"\0.shstrtab\0"[..], if self.is_named { b".go.buildinfo\0" } else { b".data\0" }].concat();
        let names_at = (OFFSET + self.data.len()) as u64;
        let sections_at = names_at + names.len() as u64;
        file.bytes.extend([0x7f, b'E', b'L', b'F', 1 + u8::from(wide), 1 + u8::from(big), 1, 0]);
        file.bytes.resize(16, 0);
        file.u16s(&[2, 62]); // a program, for some machine
        file.u32s(&[1]);
        file.words(&[ADDRESS, pick(52, 64), sections_at]);
        file.u32s(&[0]);
        let sizes = [pick(52, 64), pick(32, 56), 1, pick(40, 64), 3, 1];
        file.u16s(&sizes.map(|size| u16::try_from(size).unwrap()));
        let memory = [OFFSET as u64, ADDRESS, ADDRESS, self.data_length, self.data_length];
        file.u32s(&[1]); // loaded
        if wide {
            file.u32s(&[6]); // read and write
            file.words(&memory);
        } else {
            file.words(&memory);
            file.u32s(&[6]);
        }
        file.words(&[0x1000]);
        self.put_data(file);
        file.bytes.extend(&names);
        for (name, kind, address, at, length) in [
            (0, 0, 0, 0, 0),
            (1, 3, 0, names_at, names.len() as u64),
            (11, 1, ADDRESS, OFFSET as u64, self.data_length),
        ] {
            file.u32s(&[name, kind]);
            file.words(&[0, address, at, length]);
            file.u32s(&[0, 0]);
            file.words(&[16, 0]);
        }
    }

    fn pe(&self, file: &mut Writer, wide: bool) {
        file.bytes.extend(b"MZ");
        file.bytes.resize(0x3C, 0);
        file.u32s(&[0x80]);
        file.bytes.resize(0x80, 0);
        file.bytes.extend(b"PE\0\0");
        file.u16s(&[0x8664, 1]);
        file.u32s(&[0; 3]);
        let optional = if wide { 240u16 } else { 224 };
        file.u16s(&[optional, 0x22]);
        let start = file.bytes.len();
        file.u16s(&[if wide { 0x20B } else { 0x10B }]);
        file.bytes.resize(start + if wide { 24 } else { 28 }, 0);
        file.words(&[BASE]);
        // None of its sixteen tables is present.
        file.bytes.resize(start + usize::from(optional) - 16 * 8 - 4, 0);
        file.u32s(&[16]);
        file.bytes.resize(start + usize::from(optional), 0);
        file.bytes.extend(b".data\0\0\0");
        let length = u32::try_from(self.data_length).unwrap();
        let address = u32::try_from(ADDRESS - BASE).unwrap();
        file.u32s(&[length, address, length, u32::try_from(OFFSET).unwrap(), 0, 0, 0, 0xC000_0040]);
        self.put_data(file);
    }

    fn macho(&self, file: &mut Writer) {
        let wide = file.numbers.wide;
        let (segment, header, section) = if wide { (0x19, 72, 80) } else { (0x01, 56, 68) };
        file.u32s(&[0xFEED_FACE + u32::from(wide), 7, 3, 2, 2, 8 + header + section, 0]);
        if wide {
            file.u32s(&[0]);
        }
        file.u32s(&[0x32, 8]); // another command, unused here
        file.u32s(&[segment, header + section]);
        file.name("__DATA");
        file.words(&[ADDRESS, self.data_length, OFFSET as u64, self.data_length]);
        file.u32s(&[3, 3, 1, 0]);
        file.name(if self.is_named { "__go_buildinfo" } else { "__data" });
        file.name("__DATA");
        file.words(&[ADDRESS, self.data_length]);
        file.u32s(&[u32::try_from(OFFSET).unwrap(), 4, 0, 0, 0, 0, 0]);
        if wide {
            file.u32s(&[0]);
        }
        self.put_data(file);
    }
}

pub fn make_executable(path: &Path) {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o755)).unwrap();
    }
    #[cfg(not(unix))]
    assert!(path.is_file());
}

/// The text with its markers before and after.
fn framed(text: &str) -> Vec<u8> {
    [
        b"0w\xaf\x0c\x92t\x08\x02A\xe1\xc1\x07\xe6\xd6\x18\xe6",
        text.as_bytes(),
        b"\xf92C1\x86\x18 r\0\x82B\x10A\x16\xd8\xf2",
    ]
    .concat()
}

/// A length as Go writes it.
pub fn varint(mut number: u64) -> Vec<u8> {
    let mut bytes = Vec::new();
    while number >= 0x80 {
        bytes.push(u8::try_from(number & 0x7f).unwrap() | 0x80);
        number >>= 7;
    }
    bytes.push(u8::try_from(number).unwrap());
    bytes
}

struct Writer {
    bytes: Vec<u8>,
    numbers: Numbers,
}

impl Writer {
    fn u16s(&mut self, numbers: &[u16]) {
        for number in numbers {
            self.put(u64::from(*number), 2);
        }
    }

    fn u32s(&mut self, numbers: &[u32]) {
        for number in numbers {
            self.put(u64::from(*number), 4);
        }
    }

    fn words(&mut self, numbers: &[u64]) {
        for number in numbers {
            self.put(*number, if self.numbers.wide { 8 } else { 4 });
        }
    }

    fn put(&mut self, number: u64, length: usize) {
        if self.numbers.big {
            self.bytes.extend(&number.to_be_bytes()[8 - length..]);
        } else {
            self.bytes.extend(&number.to_le_bytes()[..length]);
        }
    }

    fn name(&mut self, name: &str) {
        let end = self.bytes.len() + 16;
        self.bytes.extend(name.as_bytes());
        self.bytes.resize(end, 0);
    }
}
