"""Words of names that mean something to a comparison: titles, particles, spellings of one name, common names.

Compiled from general knowledge of the region's names; all in the folded form that names are compared in.
A word that is missing here costs a question to an officer, never a wrong link.
"""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Said before a name and no part of it; taken for a title only where two more words stand beside it.
TITLES = _words(
    """
    mr mrs ms miss mx mme dr prof professor engr ir sir dame madam capt captain cdr cmdr col colonel
    maj major lt lieutenant sgt supt hj haji hjh hajah datuk dato datin puan encik cik khun nangsao
    oknha shri shrimati smt u daw ratu adi sr senhor senhora dona
    """
)

# Between the parts of a name; written or left out as one likes.
PARTICLES = _words(
    """
    bin binti bte bt binte ibn bint al el da de do dos das del dela della la las los der den y e anak
    lelaki perempuan
    """
)
# Vietnamese middle names, written or left out; beside a Vietnamese family name alone are they that.
VIETNAMESE_MIDDLES = frozenset({"van", "thi"})
VIETNAMESE = _words(
    """
    nguyen tran le pham hoang huynh phan vu vo dang bui do ho ngo duong ly trinh dinh dao doan lam mai cao
    """
)
SON_OF = frozenset({"bin", "ibn", "bn"})
DAUGHTER_OF = frozenset({"binti", "bint", "bte", "bt", "binte"})
# Two letters with a stroke between them: "a/l", "a/p" (Malaysia), "s/o", "d/o" (Singapore).
STROKES = {("a", "l"): "bin", ("s", "o"): "bin", ("a", "p"): "binti", ("d", "o"): "binti"}

# Which of two people of one name: of father and son both stand in one register.
GENERATIONS = {"jr": "jr", "junior": "jr", "sr": "sr", "senior": "sr", "ii": "ii", "iii": "iii", "iv": "iv"}

# One name in several spellings that no rule of sound brings together; the first of a line stands for it.
_SPELLINGS = """
muhammad mohd mohamed mohammad mohammed muhammed mohamad muhamad muhammadu mhd moh muhd mohamud mohammod muh
abdul abd abdur abdus abdel abdal
rahman rehman rahmaan
ahmad ahmed ahamed ahmat amad
hussein hussain husain husein hossain hosain hosen husin
hasan hassan hasson hassaan
ali aly
siti sity sitti
nur noor nor noer nuur
aisyah aishah aisha ayesha aysha aishath
fatimah fatima fathimath fatema fatimath
khadijah khadija khadeeja hadijah
yusuf yusof yusoff yousuf yousef yousaf yusup yoosuf
ibrahim ebrahim ibraheem ibrohim
ismail esmail ismael ismaeel ismayil
omar umar umer
osman othman usman uthman usmaan
syed sayed said saiyid sayyid sayeed syeda
sheikh shaikh shaik sheik sk
iskandar iskander eskandar
zulkifli zulkiflee zulkefli zulkipli
zainal zainol zaynal
zainab zaynab zeinab jainab
hamid hameed
rashid rasheed rasyid
karim kareem
salim saleem
begum begam
khatun khatoon
akhtar akter akther aktar
chowdhury choudhury chaudhary chaudhry choudhary chaudhuri chowdury chawdhury
mukherjee mukerji mookerjee mukharji
banerjee banerji bannerjee
lakshmi laxmi luxmi
shrestha shresta
tamang tamanng
gurung guroong
kim gim
lee yi rhee
park pak bak
choi choe choy
jung jeong jong joung
cho jo
yoon yun youn
lim im rim
kang gang
kwon gwon
heo hur huh
noh roh
baek paik paek baik
hwang whang
shin sin
seo suh
moon mun
young yeong
hyun hyeon
hyung hyeong
kyung gyeong kyeong
jun joon
hee hui
won weon
maung mg
thein thain
khaing khine
htet het
kyaw kyau
naing naign
nguyen ngyuen nguyn nguen nguien
phuong phuong
phommachanh phommachan phomachan
vongsa wongsa
souk suk
ye yeh
zaw zau
joao joaum
jose joze
xavier xaver
antonio antoniu
domingos domingus
manuel manoel
luis luiz
"""
SPELLINGS = {word: line.split()[0] for line in _SPELLINGS.strip().splitlines() for word in line.split()[1:]}

# Names that so many bear that one of them says little, by the language they are most common in.
_COMMON = """
nguyen tran le pham hoang huynh phan vu vo dang bui do ho ngo duong ly anh minh hung dung tuan hai lan hoa
huong thuy linh mai ha nam son long thanh hien hong phuong trang nga cuong duc quang tung binh an khanh
wang li zhang liu chen yang huang zhao wu zhou xu sun ma zhu hu guo he lin gao luo wei fang min jing ying
hui xin yan hong jun jie ming hua ping lei tao bin bo yu chan wong lee lam cheung chow tang ng leung tan
lim ong goh chua teo koh tay ho yeo
kim park choi jung kang cho yoon jang shin seo kwon hwang ahn song hong jihoon minho jiwon sunghoon jisoo
sato suzuki takahashi tanaka watanabe ito yamamoto nakamura kobayashi kato yoshida yamada hiroshi takashi
kenji yuki akira
kumar singh sharma gupta patel khan das devi verma yadav shah reddy nair rao ram lal ravi sunil anil raj
rajesh sanjay vijay suresh ramesh amit priya sunita anita gurung tamang thapa shrestha rai perera silva
fernando bandara dissanayake
muhammad ahmad ali hussein hasan abdul rahman islam begum khatun akhtar hossain ibrahim ismail yusuf nur siti
abdullah aminah fatimah aisyah omar osman rashid karim miah uddin alam haque hoque chowdhury
somchai somsak suda malee saengchan phommachanh vong souk kham bounmy khamla sok chan chea sophea sopheap
dara vuthy phally
aung kyaw win htun tun myint thant zaw min maung khin thida su hla mya aye soe naing oo lwin htay nyein
santos reyes cruz garcia ramos mendoza maria jose juan ana antonio joao manuel soares costa
ximenes pereira gomes pinto amaral freitas domingos martins
sione mere viliami tevita semisi mele ana losa seini sela fa tui john peter james mary david paul
smith jones williams brown taylor
dorji tshering wangchuk pema sonam karma tenzin
mohan sari dewi putra setiawan wati sri budi agus
"""
COMMON = _words(_COMMON)

# Before the @ of an address that an office shares.
SHARED_BOXES = _words(
    """
    info admin office contact customs training hr mail enquiries enquiry secretariat reception
    helpdesk support capacity international ir intl focalpoint registry
    """
)

# Positions so many hold that the same one says little.
PLAIN_POSITIONS = _words(
    """
    officer official staff customs inspector assistant senior junior chief head director manager
    deputy trainer of the and superintendent supervisor principal
    """
)
