package proposal

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/unicode/norm"
)

// An export is invented files in the manner of a place, with what each column is: our
// name, two names with a plus, or "" for one that is none of ours.
type export struct {
	name       string
	files      map[string]any // name: CSV text, bytes, or sheets of a workbook
	from       []string
	dictionary string
	truth      map[string]map[string]string // file: header: our name
}

type sheet struct {
	name string
	rows [][]any
}

func (e export) write(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	for name, content := range e.files {
		path := filepath.Join(dir, name)
		switch content := content.(type) {
		case string:
			writeFile(t, path, []byte(content))
		case []byte:
			writeFile(t, path, content)
		case []sheet:
			book := excelize.NewFile()
			for _, s := range content {
				if _, err := book.NewSheet(s.name); err != nil {
					t.Fatal(err)
				}
				for i, row := range s.rows {
					cell, _ := excelize.CoordinatesToCellName(1, i+1)
					if err := book.SetSheetRow(s.name, cell, &row); err != nil {
						t.Fatal(err)
					}
				}
			}
			if err := book.DeleteSheet("Sheet1"); err != nil {
				t.Fatal(err)
			}
			if err := book.SaveAs(path); err != nil {
				t.Fatal(err)
			}
		}
	}
	return dir
}

func writeFile(t *testing.T, path string, content []byte) {
	t.Helper()
	if err := os.WriteFile(path, content, 0o600); err != nil {
		t.Fatal(err)
	}
}

// pairs reads "header = name; header = name".
func pairs(text string) map[string]string {
	truth := map[string]string{}
	for _, pair := range strings.Split(text, ";") {
		header, name, _ := strings.Cut(pair, "=")
		truth[strings.TrimSpace(header)] = strings.TrimSpace(name)
	}
	return truth
}

func exports() []export {
	return []export{ward(), ebmt(), cibmtr(), redcap(), epic(), research(), windows1258(), wideCounts(), decomposed(),
		survivalData()}
}

// ward is a Vietnamese ward's workbook: titles, two sheets, a total, signatures.
func ward() export {
	allo := [][]any{
		{"BỆNH VIỆN TRUNG ƯƠNG"},
		{"DANH SÁCH GHÉP TẾ BÀO GỐC DỊ GHÉP"},
		{},
		{"STT", "Họ và tên", "Mã BN", "Giới", "Ngày sinh", "Chẩn đoán", "Ngày chẩn đoán", "Ngày nhập viện", "Ngày ghép",
			"Người cho", "Nguồn tế bào", "Nhóm máu BN", "Nhóm máu người cho", "CD34 (x10^6/kg)", "Ngày mọc bạch cầu hạt",
			"Ngày mọc TC >20", "Ngày truyền tiểu cầu cuối", "GVHD cấp (độ)", "Ngày GVHD cấp", "Ngày thải ghép",
			"Ngày tử vong", "Nguyên nhân tử vong", "Tái khám cuối", "Ghi chú"},
		{1, "Nguyễn Văn An", "BN001", "Nam", "12/05/2016", "Thalassemia thể nặng", "01/02/2017", "20/02/2024", "05/03/2024",
			"Anh chị em ruột", "Tủy xương", "O+", "O+", "5,2", "22/03/2024", "27/03/2024", "20/03/2024", "0", "", "chưa",
			"", "", "15/09/2026", "ổn"},
		{2, "Trần Thị Bình", "BN002", "Nữ", "03/11/2014", "HbE/beta thalassemia", "05/06/2016", "01/06/2024", "18/06/2024",
			"Haplo", "Máu ngoại vi", "A", "B+", "7,1", "05/07/2024", "10/07/2024", "02/07/2024", "II", "20/07/2024", "chưa",
			"28/12/2024", "Nhiễm trùng", "28/12/2024", ""},
		{3, "Lê Minh Châu", "BN003", "Nam", "25/08/2018", "Thalassemia thể nặng", "10/10/2019", "10/01/2025", "25/01/2025",
			"Anh chị em ruột", "Tủy xương", "B", "B", "4,9", "12/02/2025", "18/02/2025", "10/02/2025", "0", "", "30/03/2025",
			"", "", "20/09/2026", "thải ghép"},
		{4, "Phạm Thu Dung", "BN004", "Nữ", "14/02/2015", "Thalassemia thể nặng", "22/03/2016", "05/05/2025", "20/05/2025",
			"Haplo", "Tủy xương", "AB", "A", "6", "06/06/2025", "13/06/2025", "03/06/2025", "I", "29/06/2025", "chưa",
			"", "", "22/09/2026", ""},
		{"Tổng cộng", 4},
		{"", "Người lập biểu", "", "Trưởng khoa"},
	}
	auto := [][]any{
		{"DANH SÁCH GHÉP TỰ THÂN"},
		{"STT", "Họ và tên", "Mã BN", "Giới", "Tuổi", "Chẩn đoán", "Giai đoạn", "Ngày ghép", "Cân nặng (kg)",
			"Ngày mọc bạch cầu hạt", "Ngày tái phát", "Ngày tử vong", "Nguyên nhân tử vong", "Tái khám cuối"},
		{1, "Hồ Văn Em", "BN101", "Nam", 4, "U nguyên bào thần kinh", "IV", "10/04/2024", 15.5, "22/04/2024", "", "", "",
			"18/09/2026"},
		{2, "Võ Thị Giang", "BN102", "Nữ", 3, "U nguyên bào thần kinh", "IV", "13/07/2024", 14, "25/07/2024", "15/01/2025",
			"02/05/2025", "Tiến triển", "02/05/2025"},
		{3, "Đặng Văn Hải", "BN103", "Nam", 6, "U nguyên tủy bào", "III", "21/02/2025", 19.2, "04/03/2025", "", "", "",
			"25/09/2026"},
	}
	return export{name: "ward", files: map[string]any{"ghep.xlsx": []sheet{{"Dị ghép", allo}, {"Tự ghép", auto},
		{"Hướng dẫn", [][]any{{"Nhập mỗi ca một dòng"}, {"Ngày ghi dd/mm/yyyy"}}}}}, from: []string{"ghep.xlsx"},
		truth: map[string]map[string]string{
			"ghep.xlsx#Dị ghép": pairs(`STT=; Họ và tên=; Mã BN=case_id; Giới=sex; Ngày sinh=birth_date;
				Chẩn đoán=diagnosis+disease_group; Ngày chẩn đoán=; Ngày nhập viện=; Ngày ghép=transplant_date;
				Người cho=donor_type; Nguồn tế bào=cell_source; Nhóm máu BN=recipient_abo; Nhóm máu người cho=donor_abo;
				CD34 (x10^6/kg)=cd34_e6_kg; Ngày mọc bạch cầu hạt=neutrophil_engraftment_date;
				Ngày mọc TC >20=platelet_engraftment_20_date; Ngày truyền tiểu cầu cuối=; GVHD cấp (độ)=acute_gvhd_grade;
				Ngày GVHD cấp=acute_gvhd_date; Ngày thải ghép=graft_failure_date; Ngày tử vong=death_date;
				Nguyên nhân tử vong=cause_of_death; Tái khám cuối=last_contact_date; Ghi chú=`),
			"ghep.xlsx#Tự ghép": pairs(`STT=; Họ và tên=; Mã BN=case_id; Giới=sex; Tuổi=age_years;
				Chẩn đoán=diagnosis+disease_group; Giai đoạn=disease_stage; Ngày ghép=transplant_date; Cân nặng (kg)=weight_kg;
				Ngày mọc bạch cầu hạt=neutrophil_engraftment_date; Ngày tái phát=relapse_date; Ngày tử vong=death_date;
				Nguyên nhân tử vong=cause_of_death; Tái khám cuối=last_contact_date`),
		}}
}

// ebmt is in the manner of an export of the EBMT registry.
func ebmt() export {
	return export{name: "ebmt", files: map[string]any{"ebmt.csv": `Unique Identification Code (UIC);Date of birth;Patient sex;Primary disease diagnosis;Date of diagnosis;Date of HSCT;Chronological number of HSCT;Type of HSCT;Donor type;Source of stem cells;Absolute neutrophil count (ANC) recovery;Date of ANC recovery;Platelet reconstitution >20: date;Maximum grade of acute GVHD;Date of onset of acute GVHD;Extent of chronic GVHD;Date of first relapse;Survival status;Main cause of death;Date of last follow-up or death
U1001;2012-04-30;Male;Severe aplastic anemia;2019-02-01;2019-06-14;1;Allogeneic;HLA-identical sibling;BM;Yes;2019-07-03;2019-07-10;II;2019-07-20;Limited;;Alive;;2024-08-30
U1002;2015-01-15;Female;Severe aplastic anemia;2020-01-11;2020-03-02;1;Allogeneic;Matched unrelated;PB;Yes;2020-03-22;2020-04-01;0;;;;Dead;Infection;2020-08-12
U1003;2010-09-21;Female;Fanconi anemia;2018-03-09;2021-11-15;1;Allogeneic;HLA-identical sibling;BM;Yes;2021-12-04;2021-12-13;0;;;;Alive;;2024-07-19
U1004;2013-12-02;Male;Severe aplastic anemia;2021-06-05;2021-09-08;1;Allogeneic;Haploidentical;BM;No;;;;;;;Dead;Graft failure;2021-11-30
U1005;2016-06-17;Male;Severe aplastic anemia;2022-08-20;2022-10-03;1;Allogeneic;HLA-identical sibling;BM;Yes;2022-10-25;2022-11-01;I;2022-11-10;;;Alive;;2024-09-02
`}, from: []string{"ebmt.csv"}, truth: map[string]map[string]string{"ebmt.csv": pairs(
		`Unique Identification Code (UIC)=case_id; Date of birth=birth_date; Patient sex=sex;
		Primary disease diagnosis=disease_group; Date of diagnosis=; Date of HSCT=transplant_date;
		Chronological number of HSCT=transplant_number; Type of HSCT=transplant_type; Donor type=donor_type;
		Source of stem cells=cell_source; Absolute neutrophil count (ANC) recovery=neutrophil_engraftment_status;
		Date of ANC recovery=neutrophil_engraftment_date; Platelet reconstitution >20: date=platelet_engraftment_20_date;
		Maximum grade of acute GVHD=acute_gvhd_grade; Date of onset of acute GVHD=acute_gvhd_date;
		Extent of chronic GVHD=chronic_gvhd_severity; Date of first relapse=relapse_date; Survival status=(death);
		Main cause of death=cause_of_death; Date of last follow-up or death=last_contact_date`)}}
}

// cibmtr is in the manner of a public data set of the CIBMTR: codes and months.
func cibmtr() export {
	return export{name: "cibmtr", files: map[string]any{"cibmtr.csv": `dummyid,yeartx,ager,sex,donorgp,graftype,condint,dead,intxsurv,rel,intxrel,agvhd24,intxagvhd24,cgvhd,intxcgvhd,gf,intxgf
1,2012,7.2,1,1,1,1,0,60.4,0,60.4,0,60.4,0,60.4,0,60.4
2,2012,11.4,2,2,2,1,1,8.3,1,5.1,1,0.9,0,8.3,0,8.3
3,2013,3.9,1,1,1,2,0,48.9,0,48.9,1,1.2,1,6.4,0,48.9
4,2014,15.8,2,3,1,1,1,2.2,0,2.2,0,2.2,0,2.2,1,1.1
5,2014,9.1,1,2,2,2,0,36.5,0,36.5,0,36.5,0,36.5,0,36.5
6,2015,5.5,2,1,1,1,0,30.1,1,14.7,0,30.1,0,30.1,0,30.1
`}, from: []string{"cibmtr.csv"},
		truth: map[string]map[string]string{"cibmtr.csv": pairs(`dummyid=case_id; yeartx=; ager=age_years; sex=sex;
		donorgp=donor_type; graftype=cell_source; condint=conditioning_intensity; dead=(death);
		intxsurv=(last_contact)+(death); rel=(relapse); intxrel=(relapse); agvhd24=(acute_gvhd_2); intxagvhd24=(acute_gvhd_2);
		cgvhd=(chronic_gvhd); intxcgvhd=(chronic_gvhd); gf=(graft_failure); intxgf=(graft_failure)`)}}
}

// redcap is a raw export of REDCap, with its data dictionary.
func redcap() export {
	return export{name: "redcap", files: map[string]any{
		"raw.csv": `record_id,pt_name,gender,dob,dx,tx_dt,tx_type,dnr,anc_dt,plt20_dt,agvhd_yn,agvhd_dt,desens___0,desens___1,desens___2,alive_status,dod,lfu_dt,comments,transplant_complete
1,Nguyen Van A,1,2015-03-02,1,2023-04-11,1,1,2023-05-01,2023-05-06,0,,1,0,0,1,,2026-06-11,fine,2
2,Tran Thi B,2,2016-07-09,1,2023-09-25,1,2,2023-10-14,2023-10-22,1,2023-11-01,0,1,0,2,2024-02-14,2024-02-14,,2
3,Le Van C,1,2014-12-24,1,2024-01-15,1,1,2024-02-05,2024-02-10,0,,0,0,1,1,,2026-06-20,,2
4,Pham Thi D,2,2017-10-30,2,2024-06-03,2,,2024-06-15,2024-06-21,,,1,0,0,1,,2026-06-28,,1
`,
		"dictionary.csv": `"Variable / Field Name","Form Name","Section Header","Field Type","Field Label","Choices, Calculations, OR Slider Labels","Field Note"
record_id,transplant,,text,"Record ID",,
pt_name,transplant,,text,"Patient name",,
gender,transplant,,radio,"Sex","1, Male | 2, Female",
dob,transplant,,text,"Date of birth",,
dx,transplant,,dropdown,"Diagnosis","1, Thalassemia major | 2, Neuroblastoma",
tx_dt,transplant,,text,"Date of transplant",,
tx_type,transplant,,radio,"Type of transplant","1, Allogeneic | 2, Autologous",
dnr,transplant,,radio,"Donor type","1, Matched sibling | 2, Haploidentical",
anc_dt,transplant,,text,"Date of neutrophil engraftment",,
plt20_dt,transplant,,text,"Date of platelets > 20",,
agvhd_yn,transplant,,yesno,"Acute GVHD",,
agvhd_dt,transplant,,text,"Date of acute GVHD",,
desens,transplant,,checkbox,"Desensitisation","0, None | 1, Donor RBC | 2, Plasma exchange",
alive_status,transplant,,radio,"Vital status","1, Alive | 2, Dead",
dod,transplant,,text,"Date of death",,
lfu_dt,transplant,,text,"Date of last follow-up",,
comments,transplant,,notes,"Comments",,
`}, from: []string{"raw.csv"}, dictionary: "dictionary.csv",
		truth: map[string]map[string]string{"raw.csv": pairs(`record_id=case_id; pt_name=; gender=sex; dob=birth_date;
		dx=diagnosis+disease_group; tx_dt=transplant_date; tx_type=transplant_type; dnr=donor_type;
		anc_dt=neutrophil_engraftment_date; plt20_dt=platelet_engraftment_20_date; agvhd_yn=acute_gvhd_status;
		agvhd_dt=acute_gvhd_date; desens___0=[desensitisation]; desens___1=[desensitisation]; desens___2=[desensitisation];
		alive_status=death_status; dod=death_date; lfu_dt=last_contact_date; comments=; transplant_complete=`)}}
}

// epic is in the manner of a report from Epic, with a log of results.
func epic() export {
	return export{name: "epic", files: map[string]any{
		"patients.csv": `PAT_MRN_ID,PAT_NAME,BIRTH_DATE,LEGAL_SEX,ZIP,TXP_DIAGNOSIS,HOSP_ADMSN_TIME,TRANSPLANT_DT,TXP_TYPE,ABO_RH,DONOR_ABO_TYPE,HOSP_DISCH_TIME,DEATH_DATE,LAST_VISIT_DT
E10001,"Doe, Jane",4/30/2014,Female,10001,Beta thalassemia,3/1/2024 08:15,3/11/2024,Allogeneic,O Pos,A Pos,4/20/2024 10:00,,8/14/2026
E10002,"Roe, Richard",11/2/2017,Male,10002,Beta thalassemia,6/2/2024 09:30,6/13/2024,Allogeneic,A Neg,A Pos,7/25/2024 11:10,12/28/2024,12/28/2024
E10003,"Poe, Anna",7/19/2015,Female,10003,Beta thalassemia,1/5/2025 07:45,1/15/2025,Allogeneic,B Pos,O Pos,2/27/2025 09:20,,8/22/2026
E10004,"Coe, Mark",2/8/2016,Male,10004,Beta thalassemia,3/9/2025 10:05,3/19/2025,Allogeneic,O Pos,O Neg,4/29/2025 12:30,,8/30/2026
`,
		"results.csv": `PAT_MRN_ID,ORDER_ID,COMPONENT_NAME,RESULT_TIME,ORD_NUM_VALUE,REFERENCE_UNIT
E10001,901,NEUTROPHILS ABSOLUTE,3/21/2024 05:10,0.2,K/uL
E10001,902,NEUTROPHILS ABSOLUTE,3/29/2024 05:12,0.9,K/uL
E10001,903,PLATELET COUNT,3/29/2024 05:12,24,K/uL
E10002,904,NEUTROPHILS ABSOLUTE,6/30/2024 05:31,0.7,K/uL
E10002,905,PLATELET COUNT,7/4/2024 05:40,31,K/uL
E10003,906,HEMOGLOBIN,2/1/2025 05:02,9.1,g/dL
E10004,907,PLATELET COUNT,4/8/2025 05:20,55,K/uL
`}, from: []string{"patients.csv", "results.csv"}, truth: map[string]map[string]string{
		"patients.csv": pairs(`PAT_MRN_ID=case_id; PAT_NAME=; BIRTH_DATE=birth_date; LEGAL_SEX=sex; ZIP=;
			TXP_DIAGNOSIS=diagnosis+disease_group; HOSP_ADMSN_TIME=; TRANSPLANT_DT=transplant_date; TXP_TYPE=transplant_type;
			ABO_RH=recipient_abo; DONOR_ABO_TYPE=donor_abo; HOSP_DISCH_TIME=; DEATH_DATE=death_date;
			LAST_VISIT_DT=last_contact_date`),
		"results.csv": pairs(`PAT_MRN_ID=case_id; ORDER_ID=; COMPONENT_NAME=test; RESULT_TIME=date; ORD_NUM_VALUE=value;
			REFERENCE_UNIT=`)}}
}

// research is a researcher's table in English, with a log of transfusions and an age
// that was standardised.
func research() export {
	return export{name: "research", files: map[string]any{
		"cohort.csv": `study_id,gender,age_at_transplant,age_z,weight_kg,disease,pesaro_class,ferritin,tx_date,donor,hla_match,stem_cell_source,conditioning_regimen,conditioning_intensity,gvhd_prophylaxis,tnc_dose,cd34_dose,days_to_anc_engraftment,days_to_plt20,graft_failure,agvhd_grade,cgvhd,cgvhd_severity,vod,died,death_date,cod,last_fu_date,remarks
T01,M,7.4,-0.3,21,thalassemia major,II,1800,2022-01-19,MSD,10/10,BM,Bu-Cy-ATG,MAC,CsA-MTX,4.1,5.2,18,24,No,0,No,,No,0,,,2024-12-20,
T02,F,12.1,1.2,33,thalassemia major,III,3900,2022-05-30,haplo,5/10,PBSC,Bu-Flu-Cy,RIC,PTCy,6.3,8.1,16,29,No,II,Yes,mild,Yes,1,2022-12-01,infection,2022-12-01,
T03,F,4.2,-1.1,15,thalassemia major,I,900,2022-09-14,MSD,10/10,BM,Bu-Cy-ATG,MAC,CsA-MTX,3.8,4.4,20,26,No,I,No,,No,0,,,2024-12-11,
T04,M,9.9,0.4,27,thalassemia major,II,2500,2023-02-22,MUD,9/10,BM,Bu-Cy-ATG,MAC,CsA-MTX,4.4,5.9,21,33,Yes,0,No,,No,0,,,2024-12-02,
T05,M,6.1,-0.2,19,thalassemia major,I,1200,2023-08-16,MSD,10/10,BM,Bu-Cy-ATG,MAC,CsA-MTX,4.9,6.8,17,22,No,III,No,,No,1,2023-11-25,GVHD,2023-11-25,
`,
		"transfusions.csv": `study_id,transfusion_date,product,units
T01,2022-01-30,PRBC,1
T01,2022-02-02,Platelets,1
T02,2022-06-10,PRBC,2
T03,2022-09-25,Platelets,1
T04,2023-03-05,FFP,1
`}, from: []string{"cohort.csv", "transfusions.csv"}, truth: map[string]map[string]string{
		"cohort.csv": pairs(`study_id=case_id; gender=sex; age_at_transplant=age_years; age_z=; weight_kg=weight_kg;
			disease=diagnosis+disease_group; pesaro_class=pesaro_class; ferritin=ferritin_ng_ml; tx_date=transplant_date;
			donor=donor_type; hla_match=hla_match; stem_cell_source=cell_source; conditioning_regimen=conditioning;
			conditioning_intensity=conditioning_intensity; gvhd_prophylaxis=gvhd_prophylaxis; tnc_dose=tnc_e8_kg;
			cd34_dose=cd34_e6_kg; days_to_anc_engraftment=neutrophil_engraftment_day; days_to_plt20=platelet_engraftment_20_day;
			graft_failure=graft_failure_status; agvhd_grade=acute_gvhd_grade; cgvhd=chronic_gvhd_status;
			cgvhd_severity=chronic_gvhd_severity; vod=sos_vod_status; died=death_status; death_date=death_date;
			cod=cause_of_death; last_fu_date=last_contact_date; remarks=`),
		"transfusions.csv": pairs(`study_id=case_id; transfusion_date=date; product=product; units=units`)}}
}

// windows1258 is a Vietnamese CSV in an old code page, with commas in numbers.
func windows1258() export {
	text := `Mã ca;Mã bệnh nhân;Giới tính;Tuổi lúc ghép;Cân nặng;Chẩn đoán;Ngày ghép;Loại ghép;Người hiến;Ferritin;Ngày mọc bạch cầu trung tính;Ngày mọc tiểu cầu 20;Ngày tử vong;Ngày theo dõi cuối
G1;P1;nam;7,5;20,5;Thalassemia;03/02/2024;Đồng loài;Anh chị em ruột;1250,5;21/02/2024;01/03/2024;;10/10/2026
G2;P2;nữ;9,25;24;Thalassemia;14/04/2024;Đồng loài;Haplo;2100;02/05/2024;12/05/2024;30/09/2024;30/09/2024
G3;P3;nam;5;17,5;Thalassemia;25/08/2024;Đồng loài;Anh chị em ruột;980;12/09/2024;20/09/2024;không rõ;05/10/2026
G4;P1;nam;8;22;Thalassemia;16/01/2025;Đồng loài;Anh chị em ruột;1500;03/02/2025;11/02/2025;;11/10/2026
`
	encoded, err := charmap.Windows1258.NewEncoder().String(tones(text))
	if err != nil {
		panic(err)
	}
	return export{name: "windows-1258", files: map[string]any{"cu.csv": []byte(encoded)}, from: []string{"cu.csv"},
		truth: map[string]map[string]string{"cu.csv": pairs(`Mã ca=case_id; Mã bệnh nhân=patient_id; Giới tính=sex;
			Tuổi lúc ghép=age_years; Cân nặng=weight_kg; Chẩn đoán=diagnosis+disease_group; Ngày ghép=transplant_date;
			Loại ghép=transplant_type; Người hiến=donor_type; Ferritin=ferritin_ng_ml;
			Ngày mọc bạch cầu trung tính=neutrophil_engraftment_date; Ngày mọc tiểu cầu 20=platelet_engraftment_20_date;
			Ngày tử vong=death_date; Ngày theo dõi cuối=last_contact_date`)}}
}

// tones takes the tones off letters, which the code page writes after them.
func tones(text string) string {
	var b strings.Builder
	for _, r := range text {
		mark := ""
		var base []rune
		for _, x := range norm.NFD.String(string(r)) {
			if strings.ContainsRune("\u0300\u0301\u0309\u0303\u0323", x) {
				mark += string(x)
				continue
			}
			base = append(base, x)
		}
		b.WriteString(norm.NFC.String(string(base)) + mark)
	}
	return b.String()
}

// wideCounts is in UTF-16, with a log that has a column a day.
func wideCounts() export {
	cases := "Mã ca\tGiới\tNgày ghép\tNhóm bệnh\tPhương pháp ghép\tNgày mất\tLần khám cuối\n" +
		"C1\tNam\t2025-02-03\tU đặc\tTự thân\t\t2026-09-10\nC2\tNữ\t2025-03-14\tU đặc\tTự thân\t2025-12-30\t2025-12-30\n" +
		"C3\tNam\t2025-06-21\tU đặc\tTự thân\t\t2026-09-15\n"
	counts := "Mã ca,Xét nghiệm,N-1,N0,N1,N2,N10,N11,N12\n" +
		"C1,BC hạt,3.1,2.2,1.0,0.3,0.2,0.6,0.9\nC1,Tiểu cầu,150,120,90,60,15,22,31\n" +
		"C2,BC hạt,2.9,2.5,1.1,0.2,0.1,0.3,0.7\nC2,Tiểu cầu,210,180,130,80,12,18,25\n"
	encoded := []byte{0xff, 0xfe}
	for _, unit := range utf16.Encode([]rune(cases)) {
		encoded = append(encoded, byte(unit), byte(unit>>8))
	}
	return export{name: "wide", files: map[string]any{"ca.txt": encoded, "huyetdo.csv": counts},
		from: []string{"huyetdo.csv", "ca.txt"}, truth: map[string]map[string]string{
			"ca.txt": pairs(`Mã ca=case_id; Giới=sex; Ngày ghép=transplant_date; Nhóm bệnh=disease_group;
				Phương pháp ghép=transplant_type; Ngày mất=death_date; Lần khám cuối=last_contact_date`),
			"huyetdo.csv": pairs(`Mã ca=case_id; Xét nghiệm=test`)}}
}

// decomposed has headers and words with combining marks, and a status beside a date.
func decomposed() export {
	text := norm.NFD.String(`Mã số ca,Giới tính,Ngày tháng năm sinh,Bệnh,Ngày truyền tế bào gốc,Loại ghép,Nguồn tế bào gốc,GVHD cấp,GVHD mạn,Tắc tĩnh mạch gan,Tình trạng,Ngày tử vong,Ngày tái khám gần nhất
S1,Nữ,2014-05-06,Suy tủy xương,2023-03-13,Dị ghép,Tủy xương,có,không,không,Sống,,2026-03-30
S2,Nam,2012-08-17,Suy tủy xương,2023-07-24,Dị ghép,Máu ngoại vi,không,không,không,Tử vong,2024-01-19,2024-01-19
S3,Nữ,2016-01-28,Suy tủy xương,2024-02-26,Dị ghép,Tủy xương,có,có,không,Sống,,2026-03-18
S4,Nam,2015-11-03,Suy tủy xương,2024-09-16,Dị ghép,Tủy xương,không,không,có,Sống,,2026-03-25
`)
	return export{name: "decomposed", files: map[string]any{"nfd.csv": text}, from: []string{"nfd.csv"},
		truth: map[string]map[string]string{"nfd.csv": pairs(`Mã số ca=case_id; Giới tính=sex; Ngày tháng năm sinh=birth_date;
			Bệnh=diagnosis+disease_group; Ngày truyền tế bào gốc=transplant_date; Loại ghép=transplant_type;
			Nguồn tế bào gốc=cell_source; GVHD cấp=acute_gvhd_status; GVHD mạn=chronic_gvhd_status;
			Tắc tĩnh mạch gan=sos_vod_status; Tình trạng=death_status; Ngày tử vong=death_date;
			Ngày tái khám gần nhất=last_contact_date`)}}
}

// survivalData is a data set of a survival analysis: a time and a status that is a
// code, as SPSS users write it.
func survivalData() export {
	return export{name: "survival", files: map[string]any{"surv.csv": `id,age,sex,stage,os_days,status,relapse,time_to_relapse
1,3.4,male,IV,820,1,0,820
2,2.1,female,III,411,2,1,300
3,6.7,male,IV,1290,1,0,1290
4,4.9,female,IV,95,2,0,95
5,5.6,male,II,1500,1,1,610
`}, from: []string{"surv.csv"},
		truth: map[string]map[string]string{"surv.csv": pairs(`id=case_id; age=age_years; sex=sex; stage=disease_stage;
			os_days=(last_contact); status=?(death); relapse=(relapse); time_to_relapse=(relapse)`)}}
}
